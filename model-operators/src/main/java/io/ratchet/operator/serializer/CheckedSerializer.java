package io.ratchet.operator.serializer;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Puts a checksum around what a serializer of somebody else writes, so that a bit that flips in it
 * is noticed before it is used: Flink keeps the state of sources without one.
 *
 * @param <T> what is written
 */
public final class CheckedSerializer<T> implements SimpleVersionedSerializer<T> {
    /** No version that Flink's or Kafka's serializers have, which count from 0. */
    static final int VERSION = 7201;

    private static final int HEAD = 2 * Integer.BYTES;

    private final String typeName;
    private final SimpleVersionedSerializer<T> content;

    /**
     * @param typeName what it is, for error messages
     * @param content writes and reads what is inside
     */
    public CheckedSerializer(String typeName, SimpleVersionedSerializer<T> content) {
        this.typeName = typeName;
        this.content = content;
    }

    @Override
    public int getVersion() {
        return VERSION;
    }

    /** The checksum, then what it is about: the version of the content, and its bytes. */
    @Override
    public byte[] serialize(T value) throws IOException {
        byte[] bytes = content.serialize(value);
        ByteBuffer buffer = ByteBuffer.allocate(HEAD + bytes.length);
        buffer.putInt(0).putInt(content.getVersion()).put(bytes);
        buffer.putInt(0, checksum(buffer.array()));
        return buffer.array();
    }

    /**
     * Reads what {@link #serialize} wrote.
     *
     * @throws DamagedValueException if a bit of it has flipped
     */
    @Override
    public T deserialize(int version, byte[] serialized) throws IOException {
        boolean isWhole =
                serialized.length >= HEAD
                        && ByteBuffer.wrap(serialized).getInt() == checksum(serialized);
        if (isWhole && version != VERSION) {
            throw new DamagedValueException(typeName, "has " + version + " as its version");
        }
        if (version != VERSION) {
            throw new UnknownVersionException(typeName, version, Integer.toString(VERSION));
        }
        if (!isWhole) {
            throw new DamagedValueException(typeName, "fails its CRC-32C");
        }
        ByteBuffer buffer =
                ByteBuffer.wrap(serialized, Integer.BYTES, serialized.length - Integer.BYTES);
        int written = buffer.getInt();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return content.deserialize(written, bytes);
    }

    private static int checksum(byte[] bytes) {
        return CheckedValue.checksum(bytes, Integer.BYTES, bytes.length - Integer.BYTES);
    }
}
