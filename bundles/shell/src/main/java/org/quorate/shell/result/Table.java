package org.quorate.shell.result;

import java.util.ArrayList;
import java.util.List;

/** Columns of text under titles, as wide as they must be; the last column is not padded. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... titles) {
        rows.add(List.of(titles));
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    @Override
    public String toString() {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        var text = new StringBuilder();
        for (List<String> row : rows) {
            for (int i = 0; i < columns - 1; i++) {
                String cell = row.get(i);
                text.append(cell).repeat(' ', widths[i] - cell.length() + 2);
            }
            text.append(row.getLast()).append('\n');
        }
        return text.toString();
    }
}
