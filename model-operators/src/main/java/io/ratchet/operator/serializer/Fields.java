package io.ratchet.operator.serializer;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Reads and writes the arrays of which records are made: a count, then little-endian bytes in one
 * piece.
 */
public final class Fields {
    /** A damaged length may ask for more memory than there is: more is taken piece by piece. */
    private static final int READ_AT_ONCE = 4 << 20;

    private Fields() {}

    /** Writes what remains in the buffer. */
    public static void writeBytes(ByteBuffer bytes, DataOutputView target) throws IOException {
        target.writeInt(bytes.remaining());
        if (bytes.hasArray()) {
            target.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        } else {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            target.write(copy);
        }
    }

    /**
     * What {@link #writeBytes} wrote.
     *
     * @throws EOFException if there are not so many bytes, whatever the count is
     */
    public static byte[] readBytes(DataInputView source) throws IOException {
        return readBytes(source.readInt(), source);
    }

    /**
     * Reads so many bytes.
     *
     * @throws EOFException if there are not so many, whatever the number is
     */
    public static byte[] readBytes(int length, DataInputView source) throws IOException {
        if (length < 0) {
            throw new EOFException("a length of " + length + " bytes");
        }
        byte[] bytes = new byte[Math.min(length, READ_AT_ONCE)];
        source.readFully(bytes);
        while (bytes.length < length) {
            int read = bytes.length;
            bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * read));
            source.readFully(bytes, read, bytes.length - read);
        }
        return bytes;
    }

    /** A text of any length; {@code writeUTF} takes none beyond 64 KiB. */
    public static void writeText(String text, DataOutputView target) throws IOException {
        writeBytes(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), target);
    }

    /** What {@link #writeText} wrote. */
    public static String readText(DataInputView source) throws IOException {
        return new String(readBytes(source), StandardCharsets.UTF_8);
    }

    static void writeFloats(float[] values, DataOutputView target) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        writeBytes(bytes, target);
    }

    static float[] readFloats(DataInputView source) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(readBytes(source)).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    static void writeInts(int[] values, DataOutputView target) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        writeBytes(bytes, target);
    }

    static int[] readInts(DataInputView source) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(readBytes(source)).order(ByteOrder.LITTLE_ENDIAN);
        int[] values = new int[bytes.remaining() / Integer.BYTES];
        bytes.asIntBuffer().get(values);
        return values;
    }

    static void writeLongs(long[] values, DataOutputView target) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        writeBytes(bytes, target);
    }

    static long[] readLongs(DataInputView source) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(readBytes(source)).order(ByteOrder.LITTLE_ENDIAN);
        long[] values = new long[bytes.remaining() / Long.BYTES];
        bytes.asLongBuffer().get(values);
        return values;
    }
}
