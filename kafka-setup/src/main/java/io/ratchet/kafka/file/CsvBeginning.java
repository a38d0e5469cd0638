package io.ratchet.kafka.file;

import io.ratchet.kafka.csv.CsvFields;
import io.ratchet.kafka.csv.CsvSyntax;
import io.ratchet.kafka.csv.Separator;
import io.ratchet.kafka.csv.SyntaxGuess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first rows of a CSV file, which tell what separates its columns, and how many there are.
 *
 * @param syntax how the rows are written
 * @param rows the first rows, of which the last may be cut
 */
record CsvBeginning(CsvSyntax syntax, List<byte[]> rows) {
    /**
     * Looks at the beginning of a file.
     *
     * @param bytes the text's first bytes
     * @param whole whether these are all
     * @param said what separates columns, where the user has said it
     */
    static CsvBeginning of(byte[] bytes, boolean whole, Optional<Separator> said) {
        CsvSyntax syntax =
                said.isPresent()
                        ? SyntaxGuess.of(said.get(), rows(bytes, whole, said.get()))
                        : SyntaxGuess.of(separator -> rows(bytes, whole, separator));
        return new CsvBeginning(syntax, rows(bytes, whole, syntax.separator()));
    }

    private static List<byte[]> rows(byte[] bytes, boolean whole, Separator separator) {
        List<byte[]> rows = new ArrayList<>();
        try (RowCutter cutter =
                new RowCutter(new ByteArrayInputStream(bytes), true, separator.sign())) {
            byte[] row = cutter.next();
            while (row != null && rows.size() <= SyntaxGuess.LINES) {
                if (row.length > 0) {
                    rows.add(row);
                }
                row = cutter.next();
            }
            if (row == null && !whole && rows.size() > 1) {
                rows.remove(rows.size() - 1);
            }
        } catch (IOException cutOrForeign) {
            // A quote that is still open where the beginning ends; what came before tells enough.
            return rows;
        }
        return rows;
    }

    /** How many fields each row behind the first has; 0 where they differ or there are none. */
    int width() {
        int width = 0;
        for (byte[] row : behindFirst()) {
            int own = fields(row).size();
            if (own == 0 || (width > 0 && own != width)) {
                return 0;
            }
            width = own;
        }
        return width;
    }

    /** Whether the last field of each of these rows is empty. */
    boolean endsEmpty() {
        for (byte[] row : behindFirst()) {
            List<byte[]> fields = fields(row);
            if (fields.isEmpty() || fields.get(fields.size() - 1).length > 0) {
                return false;
            }
        }
        return true;
    }

    /** The fields of the rows behind the first. */
    List<List<String>> fieldsBehindFirst() {
        return behindFirst().stream()
                .map(
                        row ->
                                fields(row).stream()
                                        .map(field -> new String(field, StandardCharsets.UTF_8))
                                        .toList())
                .toList();
    }

    private List<byte[]> behindFirst() {
        return rows.subList(Math.min(1, rows.size()), rows.size());
    }

    private List<byte[]> fields(byte[] row) {
        return CsvFields.fields(row, syntax.separator().sign());
    }
}
