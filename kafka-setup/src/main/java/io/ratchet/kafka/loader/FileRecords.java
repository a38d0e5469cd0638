package io.ratchet.kafka.loader;

import io.ratchet.kafka.file.FileForm;
import io.ratchet.kafka.file.FileRecord;
import io.ratchet.kafka.file.RecordFile;
import io.ratchet.kafka.file.RecordReader;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The records of a file, as they would be loaded, for somebody who only looks at them. */
public final class FileRecords implements Closeable {
    private final RecordFile file;
    private final RecordReader reader;
    private long count;

    private FileRecords(RecordFile file, RecordReader reader) {
        this.file = file;
        this.reader = reader;
    }

    /**
     * Opens a file.
     *
     * @throws LoadException if it is none that could be loaded; says what it looks like
     */
    public static FileRecords open(RecordFile file) throws LoadException {
        try {
            file.byteCount(); // says what is no file at all
            return new FileRecords(file, file.open(new AtomicLong()));
        } catch (IOException refused) {
            throw refused(file, refused);
        }
    }

    /** What it is read as. */
    public FileForm form() {
        return reader.form();
    }

    /**
     * The next record, or null behind the last.
     *
     * @throws LoadException if the file cannot be taken as it is, or has no record
     */
    public @Nullable FileRecord next() throws LoadException {
        try {
            FileRecord next = reader.next();
            if (next == null) {
                FileCheck.refuseNone(count, reader.notes());
            } else {
                count++;
            }
            return next;
        } catch (IOException refused) {
            throw refused(file, refused);
        }
    }

    /** What was noticed so far, for people. */
    public List<String> remarks() {
        return reader.notes().words();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private static LoadException refused(RecordFile file, IOException refused) {
        return new LoadException(
                "Cannot read " + file.fileNames() + ": " + LoadException.reason(refused) + ".",
                refused);
    }
}
