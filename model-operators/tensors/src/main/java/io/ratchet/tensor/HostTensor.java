package io.ratchet.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A tensor in host memory: row-major, little-endian.
 *
 * @param type the element type
 * @param shape the extent of every dimension, outermost first; empty for a scalar
 * @param data exactly the tensor's bytes; read it through {@link #bytes()} and never write to it
 */
public record HostTensor(TensorType type, List<Integer> shape, ByteBuffer data) {
    public HostTensor {
        shape = List.copyOf(shape);
        data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
        long expected = elementCount(shape) * type.bytes();
        if (data.limit() != expected) {
            throw new IllegalArgumentException(
                    "A "
                            + type
                            + " tensor of shape "
                            + shape
                            + " has "
                            + expected
                            + " bytes, but "
                            + data.limit()
                            + " were given.");
        }
    }

    /** A fresh little-endian view over the bytes, from the first to the last. */
    public ByteBuffer bytes() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN).rewind();
    }

    /** The number of elements of a shape; 1 for a scalar. */
    public static long elementCount(List<Integer> shape) {
        long count = 1;
        for (int extent : shape) {
            if (extent < 0) {
                throw new IllegalArgumentException("Negative extent in shape " + shape + ".");
            }
            count = Math.multiplyExact(count, (long) extent);
        }
        return count;
    }
}
