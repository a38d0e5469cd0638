package io.ratchet.kafka.loader;

import io.ratchet.kafka.unpack.UnreadableFileException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every line is a record, byte for byte, whatever is in it; only a header is taken off. */
final class LineRecords implements RecordReader {
    private final LineReader lines;
    private final int keyIndex;
    private final FileForm form;
    private final RowNotes notes;

    private LineRecords(LineReader lines, int keyIndex, FileForm form, RowNotes notes) {
        this.lines = lines;
        this.keyIndex = keyIndex;
        this.form = form;
        this.notes = notes;
    }

    static RecordReader open(
            LineReader lines, CsvLayout layout, Optional<String> keyColumn, String words)
            throws IOException {
        RowNotes notes = new RowNotes();
        List<String> columns = layout.columns();
        List<String> names = List.of();
        if (layout.header() != HeaderRule.ABSENT) {
            byte[] header = lines.next();
            if (header != null) {
                notes.rowRead();
                notes.headerRead();
                names = names(header, layout.header());
                columns = names;
            }
        }
        return new LineRecords(
                lines,
                CsvKey.indexOf(keyColumn, columns),
                FileForm.csv(
                        names,
                        words
                                + "every line as it is"
                                + (columns.isEmpty()
                                        ? ""
                                        : ", columns " + String.join(", ", columns))),
                notes);
    }

    private static List<String> names(byte[] header, HeaderRule rule)
            throws UnreadableFileException {
        CsvFirstRow first = new CsvFirstRow(header);
        if (rule == HeaderRule.EXPECTED) {
            first.refuseData();
            if (JsonShape.of(header) != JsonShape.NONE) {
                throw new UnreadableFileException(
                        "its first line should be the header, but is JSON. Say --no-header if it is"
                                + " a record");
            }
        }
        return first.fields();
    }

    @Override
    public @Nullable FileRecord next() throws IOException {
        byte[] line = lines.next();
        if (line == null) {
            return null;
        }
        notes.rowRead();
        return new FileRecord(CsvKey.of(line, keyIndex), line, false);
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
        lines.close();
    }
}
