package io.ratchet.operator.serializer;

import java.io.EOFException;
import java.io.IOException;
import java.util.zip.CRC32C;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The form of a value with a checksum: its length, the CRC-32C of its bytes, its bytes. The heap
 * backend and network buffers have no checksums, so that a bit that flips in a file would be
 * trained with.
 */
final class CheckedValue {
    private static final int FIRST_CAPACITY = 256;

    private CheckedValue() {}

    /** Writes the bytes of a value. */
    @FunctionalInterface
    interface Content {
        void write(DataOutputView target) throws IOException;
    }

    static void write(Content content, DataOutputView target) throws IOException {
        if (target instanceof DataOutputSerializer memory) {
            // RocksDB and the network write into memory: no copy is needed to look back.
            int head = memory.length();
            memory.writeInt(0);
            memory.writeInt(0);
            int begin = memory.length();
            content.write(memory);
            int length = memory.length() - begin;
            memory.writeIntUnsafe(length, head);
            memory.writeIntUnsafe(
                    checksum(memory.getSharedBuffer(), begin, length), head + Integer.BYTES);
        } else {
            DataOutputSerializer memory = new DataOutputSerializer(FIRST_CAPACITY);
            content.write(memory);
            target.writeInt(memory.length());
            target.writeInt(checksum(memory.getSharedBuffer(), 0, memory.length()));
            target.write(memory.getSharedBuffer(), 0, memory.length());
        }
    }

    /**
     * The bytes of a value.
     *
     * @param typeName what the value is
     * @throws DamagedValueException if they are not those that were written
     */
    static DataInputView read(String typeName, DataInputView source) throws IOException {
        byte[] bytes;
        int written;
        try {
            int length = source.readInt();
            written = source.readInt();
            bytes = Fields.readBytes(length, source);
        } catch (EOFException cut) {
            throw new DamagedValueException(typeName, "ends before its length", cut);
        }
        if (checksum(bytes, 0, bytes.length) != written) {
            throw new DamagedValueException(typeName, "fails its CRC-32C");
        }
        return new DataInputDeserializer(bytes);
    }

    static int checksum(byte[] bytes, int begin, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, begin, length);
        return (int) checksum.getValue();
    }
}
