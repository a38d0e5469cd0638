package io.ratchet.kafka.file;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Gives the records of a file, one by one, in order. */
public interface RecordReader extends Closeable {
    /**
     * The next record, or null behind the last one.
     *
     * @throws io.ratchet.kafka.unpack.UnreadableFileException if the file cannot be taken as it is
     */
    @Nullable FileRecord next() throws IOException;

    /** What was noticed so far. */
    RowNotes notes();

    /** What the file is read as. */
    FileForm form();
}
