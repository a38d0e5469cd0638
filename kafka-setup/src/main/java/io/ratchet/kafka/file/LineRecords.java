package io.ratchet.kafka.file;

import io.ratchet.kafka.csv.CsvSyntax;
import io.ratchet.kafka.csv.Separator;
import io.ratchet.kafka.csv.SyntaxGuess;
import io.ratchet.kafka.unpack.UnreadableFileException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every line is a record, byte for byte, whatever is in it; only a header is taken off. */
final class LineRecords implements RecordReader {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final LineReader lines;
    private final int keyIndex;
    private final FileForm form;
    private final byte separator;
    private final ArrayDeque<byte[]> ahead;
    private final RowNotes notes;

    private LineRecords(
            LineReader lines,
            int keyIndex,
            FileForm form,
            RowNotes notes,
            ArrayDeque<byte[]> ahead) {
        this.ahead = ahead;
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
        ArrayDeque<byte[]> ahead = ahead(lines);
        if (!ahead.isEmpty()) {
            byte[] header = ahead.getFirst();
            syntax = syntax(header, layout);
            if (layout.header() != HeaderRule.ABSENT) {
                notes.rowRead();
                notes.headerRead();
                names =
                        CsvNames.of(
                                names(
                                        header,
                                        layout.header(),
                                        new CsvBeginning(syntax, List.copyOf(ahead)),
                                        notes),
                                new CsvBeginning(syntax, List.of(header)),
                                notes);
                columns = names;
                ahead.removeFirst();
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
                ahead);
    }

    /** The first lines, without the byte order mark, which is part of none. */
    private static ArrayDeque<byte[]> ahead(LineReader lines) throws IOException {
        ArrayDeque<byte[]> ahead = new ArrayDeque<>();
        byte[] line = lines.next();
        if (line != null) {
            boolean marked =
                    line.length >= BYTE_ORDER_MARK.length
                            && Arrays.equals(
                                    line,
                                    0,
                                    BYTE_ORDER_MARK.length,
                                    BYTE_ORDER_MARK,
                                    0,
                                    BYTE_ORDER_MARK.length);
            line = marked ? Arrays.copyOfRange(line, BYTE_ORDER_MARK.length, line.length) : line;
        }
        while (line != null) {
            ahead.add(line);
            line = ahead.size() > SyntaxGuess.LINES ? null : lines.next();
        }
        return ahead;
    }

    private static CsvSyntax syntax(byte[] header, CsvLayout layout) {
        return layout.separator().isPresent()
                ? SyntaxGuess.of(layout.separator().get(), List.of(header))
                : SyntaxGuess.of(separator -> List.of(header));
    }

    private static List<String> names(
            byte[] header, HeaderRule rule, CsvBeginning beginning, RowNotes notes)
            throws UnreadableFileException {
        CsvFirstRow first = new CsvFirstRow(header, beginning.syntax().separator());
        if (rule == HeaderRule.EXPECTED) {
            first.refuseData(beginning, notes);
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
        byte[] line = ahead.isEmpty() ? lines.next() : ahead.removeFirst();
        if (line == null) {
            return null;
        }
        notes.rowRead();
        byte[] key = CsvKey.of(line, keyIndex, separator);
        if (key == null && keyIndex >= 0) {
            notes.found(RecordKeys.MISSING, RecordKeys.CONSEQUENCE, notes.read());
        }
        return new FileRecord(key, line, false);
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
