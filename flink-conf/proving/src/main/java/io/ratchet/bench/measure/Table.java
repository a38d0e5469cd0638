package io.ratchet.bench.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of a report.
 *
 * @param title what it shows
 * @param columns its head
 * @param rows its cells; as many in a row as there are columns
 */
public record Table(String title, List<String> columns, List<List<String>> rows) {
    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "The table '" + title + "' has the columns " + columns + ", a row " + row);
            }
        }
    }

    /** Collects the rows of a table. */
    public static final class Builder {
        private final String title;
        private final List<String> columns;
        private final List<List<String>> rows = new ArrayList<>();

        /** An empty table. */
        public Builder(String title, String... columns) {
            this.title = title;
            this.columns = List.of(columns);
        }

        /** Adds a row. */
        public Builder row(String... cells) {
            rows.add(List.of(cells));
            return this;
        }

        /** The table. */
        public Table build() {
            return new Table(title, columns, rows);
        }
    }
}
