package io.ratchet.kafka.file;

import io.ratchet.kafka.csv.Separator;
import io.ratchet.kafka.unpack.UnreadableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of CSV by RFC 4180, each given as it is; a line without anything in it is passed over. */
final class CsvReader implements RecordReader {
    private final RowCutter rows;
    private final FileForm form;
    private final int keyIndex;
    private final int columnCount;
    private final RowNotes notes;
    private final byte @Nullable [] header;
    private byte @Nullable [] first;

    private CsvReader(
            RowCutter rows,
            FileForm form,
            int keyIndex,
            int columnCount,
            byte[] row,
            boolean header,
            RowNotes notes) {
        this.rows = rows;
        this.form = form;
        this.keyIndex = keyIndex;
        this.columnCount = columnCount;
        this.header = header ? row : null;
        this.first = header ? null : row;
        this.notes = notes;
    }

    /**
     * Looks at the first rows, and takes the first one off where it is the header.
     *
     * @param beginning the first rows once more
     */
    static RecordReader open(
            InputStream text,
            CsvBeginning beginning,
            String words,
            CsvLayout layout,
            Optional<String> keyColumn)
            throws IOException {
        Separator separator = beginning.syntax().separator();
        RowCutter rows = new RowCutter(text, true, separator.sign());
        RowNotes notes = new RowNotes();
        byte[] row = nextRow(rows, notes);
        if (row == null) {
            throw new UnreadableFileException("it is empty: there is no record in it");
        }
        if (rows.isMalformed()) {
            throw new UnreadableFileException(
                    "the quotes of its first row, "
                            + CsvFirstRow.show(row, 80)
                            + ", are not those of CSV (RFC 4180) between "
                            + separator.words()
                            + ", nor between other separators");
        }
        CsvFirstRow first = new CsvFirstRow(row, separator);
        first.refuseOneColumn();
        boolean header = layout.header() != HeaderRule.ABSENT;
        if (layout.header() == HeaderRule.EXPECTED) {
            first.refuseData(beginning, notes);
        }
        if (header) {
            notes.rowRead();
            notes.headerRead();
        } else {
            if (first.mayBeHeader(beginning)) {
                notes.remarked("The first row has no number in it: is it a header?");
            }
            refuseOtherNames(layout.columns(), rows.fields());
        }
        List<String> columns =
                header ? CsvNames.of(first.fields(), beginning, notes) : layout.columns();
        return new CsvReader(
                rows,
                FileForm.csv(
                        header ? columns : List.of(),
                        header ? columns.size() : rows.fields(),
                        beginning.syntax(),
                        "CSV"
                                + beginning.syntax().words()
                                + ", "
                                + words
                                + (columns.isEmpty() ? ", no header" : ", columns ")
                                + String.join(", ", columns)),
                CsvKey.indexOf(keyColumn, columns),
                header ? columns.size() : rows.fields(),
                row,
                header,
                notes);
    }

    private static void refuseOtherNames(List<String> columns, int fields)
            throws UnreadableFileException {
        if (!columns.isEmpty() && columns.size() != fields) {
            throw new UnreadableFileException(
                    columns.size()
                            + " columns are named, "
                            + columns
                            + ", but its first row has "
                            + fields);
        }
    }

    @Override
    public @Nullable FileRecord next() throws IOException {
        byte[] row = first == null ? nextRow(rows, notes) : first;
        first = null;
        if (row == null) {
            return null;
        }
        notes.rowRead();
        if (rows.isMalformed()) {
            notes.found("not quoted as CSV is", "the job will refuse such", rows.firstLine());
        } else if (rows.fields() != columnCount) {
            notes.found(
                    "of another number of columns than the first, " + columnCount,
                    "the job will refuse such",
                    rows.firstLine());
        }
        if (Arrays.equals(row, header)) {
            notes.found(
                    "the header again",
                    "the job will refuse such; are these files that were put one behind the other?",
                    rows.firstLine());
        }
        byte[] key = CsvKey.of(row, keyIndex, form.syntax().separator().sign());
        if (key == null && keyIndex >= 0) {
            notes.found(RecordKeys.MISSING, RecordKeys.CONSEQUENCE, rows.firstLine());
        }
        return new FileRecord(key, row, false);
    }

    private static byte @Nullable [] nextRow(RowCutter rows, RowNotes notes) throws IOException {
        byte[] row = rows.next();
        while (row != null && row.length == 0) {
            notes.rowRead();
            notes.blankSkipped();
            row = rows.next();
        }
        return row;
    }

    @Override
    public RowNotes notes() {
        return notes;
    }

    @Override
    public FileForm form() {
        return form;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
