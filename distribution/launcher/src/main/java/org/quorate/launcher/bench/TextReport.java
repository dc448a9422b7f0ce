package org.quorate.launcher.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** The table for people. */
final class TextReport {
    private static final String INDENT = "  ";

    private TextReport() {}

    /**
     * Facts about the run, then the table.
     *
     * @param facts by name, in their order
     */
    static String of(Map<String, String> facts, List<Line> lines) {
        var text = new StringBuilder();
        facts.forEach(
                (name, fact) -> text.append(name).append(": ").append(fact).append('\n'));
        text.append('\n');
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "", "Quorate", "peer", "", "ratio", "aim", ""));
        String heading = "";
        for (Line line : lines) {
            if (!line.row().heading().equals(heading)) {
                heading = line.row().heading();
                rows.add(List.of(heading));
            }
            rows.add(cells(line));
        }
        int[] widths = widths(rows);
        rows.forEach(row -> text.append(joined(row, widths)).append('\n'));
        return text.toString();
    }

    private static List<String> cells(Line line) {
        Row row = line.row();
        return List.of(
                INDENT + row.text(),
                row.unit(),
                line.ours().isPresent()
                        ? number(line.ours(), row.digits())
                        : line.note().orElse("-"),
                number(line.peer(), row.digits()),
                line.peer().isEmpty() ? "" : line.live() ? "live" : "recorded",
                number(line.ratio(), 2),
                row.aim().text(),
                line.met().map(met -> met ? "met" : "missed").orElse(""));
    }

    private static String number(OptionalDouble value, int digits) {
        return value.isPresent() ? String.format(Locale.ROOT, "%." + digits + "f", value.getAsDouble()) : "";
    }

    private static int[] widths(List<List<String>> rows) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size() && row.size() > 1; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }

    /** Figures end below each other. */
    private static String joined(List<String> row, int[] widths) {
        var text = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String cell = row.get(i);
            int blanks = widths[i] - cell.length();
            boolean figure = i == 2 || i == 3 || i == 5;
            if (figure) {
                text.repeat(' ', Math.max(0, blanks)).append(cell);
            } else {
                text.append(cell).repeat(' ', Math.max(0, blanks));
            }
            text.append(INDENT);
        }
        return text.toString().stripTrailing();
    }
}
