package io.ratchet.kafka.file;

import io.ratchet.kafka.csv.CsvSyntax;
import io.ratchet.kafka.csv.Separator;
import io.ratchet.kafka.csv.SyntaxGuess;
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
    private final byte separator;
    private byte @Nullable [] first;
    private final RowNotes notes;

    private LineRecords(
            LineReader lines,
            int keyIndex,
            FileForm form,
            RowNotes notes,
            byte @Nullable [] first) {
        this.first = first;
        this.lines = lines;
        this.keyIndex = keyIndex;
        this.form = form;
        this.separator = form.syntax().separator().sign();
        this.notes = notes;
    }

    static RecordReader open(
            LineReader lines, CsvLayout layout, Optional<String> keyColumn, String words)
            throws IOException {
        RowNotes notes = new RowNotes();
        List<String> columns = layout.columns();
        List<String> names = List.of();
        CsvSyntax syntax = SyntaxGuess.of(layout.separator().orElse(Separator.COMMA), List.of());
        byte[] header = lines.next();
        if (header != null) {
            syntax = syntax(header, layout);
            if (layout.header() != HeaderRule.ABSENT) {
                notes.rowRead();
                notes.headerRead();
                names =
                        CsvNames.of(
                                names(header, layout.header(), syntax.separator()),
                                new CsvBeginning(syntax, List.of(header)),
                                notes);
                columns = names;
            }
        }
        return new LineRecords(
                lines,
                CsvKey.indexOf(keyColumn, columns),
                FileForm.csv(
                        names,
                        names.size(),
                        syntax,
                        words
                                + "every line as it is"
                                + syntax.words()
                                + (columns.isEmpty()
                                        ? ""
                                        : ", columns " + String.join(", ", columns))),
                notes,
                layout.header() == HeaderRule.ABSENT ? header : null);
    }

    private static CsvSyntax syntax(byte[] header, CsvLayout layout) {
        return layout.separator().isPresent()
                ? SyntaxGuess.of(layout.separator().get(), List.of(header))
                : SyntaxGuess.of(separator -> List.of(header));
    }

    private static List<String> names(byte[] header, HeaderRule rule, Separator separator)
            throws UnreadableFileException {
        CsvFirstRow first = new CsvFirstRow(header, separator);
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
        byte[] line = first == null ? lines.next() : first;
        first = null;
        if (line == null) {
            return null;
        }
        notes.rowRead();
        return new FileRecord(CsvKey.of(line, keyIndex, separator), line, false);
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
