package io.ratchet.kafka.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;

/** A data file in memory. */
public final class MemoryFile implements DataFile {
    private final byte[] bytes;

    public MemoryFile(byte[] bytes) {
        this.bytes = bytes;
    }

    public static MemoryFile of(String text) {
        return new MemoryFile(text.getBytes(UTF_8));
    }

    public MemoryFile gzipped() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return new MemoryFile(packed.toByteArray());
    }

    /** All records of a file. */
    public static List<FileRecord> read(RecordFile file) throws IOException {
        List<FileRecord> entries = new ArrayList<>();
        AtomicLong counter = new AtomicLong();
        try (RecordReader reader = file.open(counter)) {
            FileRecord next = reader.next();
            while (next != null) {
                entries.add(next);
                next = reader.next();
            }
        }
        if (counter.get() != file.byteCount()) {
            throw new AssertionError(counter + " bytes counted of " + file.byteCount());
        }
        return entries;
    }

    /** All values of a file as text. */
    public static List<String> values(RecordFile file) throws IOException {
        return read(file).stream().map(entry -> new String(entry.value(), UTF_8)).toList();
    }

    @Override
    public String fileName() {
        return "memory";
    }

    @Override
    public long byteCount() {
        return bytes.length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }
}
