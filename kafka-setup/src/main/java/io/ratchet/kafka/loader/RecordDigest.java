package io.ratchet.kafka.loader;

import io.ratchet.kafka.file.FileRecord;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Count and checksum of the records of one reading, by which two readings are compared. */
final class RecordDigest {
    private final CRC32C checksum = new CRC32C();
    private final ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
    private long count;

    void add(FileRecord next) {
        length.clear();
        length.putInt(next.value().length).flip();
        checksum.update(length);
        checksum.update(next.value());
        count++;
    }

    long count() {
        return count;
    }

    long checksum() {
        return checksum.getValue();
    }
}
