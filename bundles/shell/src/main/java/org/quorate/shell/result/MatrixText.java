package org.quorate.shell.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.quorate.ring.LinkMatrix;
import org.quorate.ring.LinkMatrix.Cell;
import org.quorate.ring.LinkMatrix.Row;

/** A table for each link: each row is what one node tells of its way to the others. */
final class MatrixText {
    private static final double PERCENT = 100.0;
    private static final double NANOS_OF_MILLI = 1e6;

    private MatrixText() {}

    static String of(LinkMatrix matrix) {
        var links = new TreeSet<Integer>();
        matrix.rows().forEach(row -> row.cells().forEach(cell -> links.add(cell.link())));
        var text = new StringBuilder();
        for (int link : links) {
            text.append("Link ").append(link).append(": round trip, loss, MTU\n");
            text.append(table(matrix.rows(), link)).append('\n');
        }
        for (var row : matrix.rows()) {
            switch (row.telling()) {
                case TELLS -> {}
                case SILENT ->
                    text.append(row.name()).append(" tells nothing: a node of corosync, or one that just came\n");
                case ABSENT -> text.append(row.name()).append(" is not in the ring\n");
            }
        }
        matrix.findings().forEach(finding -> text.append(finding).append('\n'));
        if (matrix.findings().isEmpty()) {
            text.append("No pair of nodes sees a link differently\n");
        }
        return text.toString();
    }

    private static Table table(List<Row> rows, int link) {
        var titles = new ArrayList<>(List.of("From"));
        rows.forEach(row -> titles.add("to " + row.name()));
        var table = new Table(titles.toArray(String[]::new));
        for (var row : rows) {
            var cells = new ArrayList<>(List.of(row.name()));
            rows.forEach(other -> cells.add(cell(row, other, link)));
            table.row(cells.toArray(String[]::new));
        }
        return table;
    }

    private static String cell(Row from, Row to, int link) {
        if (from.nodeId() == to.nodeId()) {
            return "-";
        }
        return from.cells().stream()
                .filter(cell -> cell.nodeId() == to.nodeId() && cell.link() == link)
                .findFirst()
                .map(MatrixText::state)
                .orElse("?");
    }

    private static String state(Cell cell) {
        if (!cell.connected()) {
            return cell.heard() ? "down, heard" : "down";
        }
        return cell.measured()
                ? String.format(
                        Locale.ROOT,
                        "%.3f ms, %.1f%%, %d%s",
                        cell.roundTripNanos() / NANOS_OF_MILLI,
                        PERCENT * cell.lossShare(),
                        cell.mtuBytes(),
                        cell.used() ? ", used" : "")
                : "up, not measured";
    }
}
