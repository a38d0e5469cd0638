package io.ratchet.kafka.loader;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Records that are lines. */
final class LineRecords implements RecordReader {
    private final LineReader lines;
    private final KeyExtractor keys;

    LineRecords(LineReader lines, KeyExtractor keys) {
        this.lines = lines;
        this.keys = keys;
    }

    @Override
    public @Nullable FileRecord next() throws IOException {
        byte[] line = lines.next();
        return line == null ? null : new FileRecord(keys.keyOf(line), line, false);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
