package io.ratchet.kafka.batch;

import io.ratchet.tensor.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A named tensor whose elements lie, row after row and little-endian, in someone else's buffer.
 * Reading a batch copies nothing: the view holds as long as the bytes it was read from.
 */
public final class TensorView {
    private final String name;
    private final TensorType type;
    private final long[] shape;
    private final ByteBuffer data;

    /**
     * A view of all the bytes that remain in the buffer.
     *
     * @param shape the length of each dimension; empty for a single element
     * @throws IllegalArgumentException if the buffer does not have the bytes that the shape needs
     */
    public TensorView(String name, TensorType type, long[] shape, ByteBuffer data) {
        this.name = name;
        this.type = type;
        this.shape = shape.clone();
        this.data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
        long needed = byteCount(type, shape);
        if (needed != this.data.limit()) {
            throw new IllegalArgumentException(
                    "Tensor '"
                            + name
                            + "' of "
                            + type.code()
                            + Arrays.toString(shape)
                            + " needs "
                            + needed
                            + " bytes, not "
                            + this.data.limit());
        }
    }

    /** The bytes of a tensor of that type and shape; -1 if a length is negative or it overflows. */
    static long byteCount(TensorType type, long[] shape) {
        long count = type.bytes();
        for (long length : shape) {
            if (length < 0 || (length > 0 && count > Long.MAX_VALUE / length)) {
                return -1;
            }
            count *= length;
        }
        return count;
    }

    /** The tensor's name. */
    public String name() {
        return name;
    }

    /** The type of its elements. */
    public TensorType type() {
        return type;
    }

    /** How many dimensions it has. */
    public int rank() {
        return shape.length;
    }

    /** The length of a dimension, counted from 0. */
    public long dimension(int index) {
        return shape[index];
    }

    /** The length of each dimension; a copy. */
    public long[] shape() {
        return shape.clone();
    }

    /** The elements' bytes, little-endian, from position 0; a view of its own on the same bytes. */
    public ByteBuffer data() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public String toString() {
        return name + " " + type.code() + Arrays.toString(shape);
    }
}
