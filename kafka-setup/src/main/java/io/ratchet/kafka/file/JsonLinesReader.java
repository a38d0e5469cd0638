package io.ratchet.kafka.file;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * JSON objects, one a line. A line that is none is given as it is, for the job to refuse: its
 * neighbours are whole. A line without anything in it is passed over.
 */
final class JsonLinesReader implements RecordReader {
    private final RowCutter lines;
    private final String words;
    private final KeyExtractor keys;
    private final RowNotes notes = new RowNotes();
    private byte @Nullable [] only;
    private long records;

    JsonLinesReader(RowCutter lines, String words, KeyExtractor keys) {
        this.lines = lines;
        this.words = words;
        this.keys = keys;
    }

    @Override
    public @Nullable FileRecord next() throws IOException {
        byte[] line = lines.next();
        while (line != null && isBlank(line)) {
            notes.rowRead();
            notes.blankSkipped();
            line = lines.next();
        }
        if (line == null) {
            if (only != null) {
                JsonReaders.refuseNested(only);
            }
            return null;
        }
        notes.rowRead();
        only = records++ == 0 ? line : null;
        if (!JsonObjects.isObject(line)) {
            notes.found("no JSON object", "the job will refuse such", lines.firstLine());
        }
        byte[] key = keys.keyOf(line);
        if (key == null && keys != KeyExtractor.NONE) {
            notes.found(RecordKeys.MISSING, RecordKeys.CONSEQUENCE, lines.firstLine());
        }
        return new FileRecord(key, line, false);
    }

    private static boolean isBlank(byte[] line) {
        for (byte value : line) {
            if (!JsonShape.isBlank(value)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public RowNotes notes() {
        return notes;
    }

    @Override
    public FileForm form() {
        return FileForm.json("JSON, one object a line, " + words);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
