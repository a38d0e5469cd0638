package io.ratchet.training.stored;

import io.ratchet.tensor.HostTensor;
import io.ratchet.tensor.TensorType;
import java.util.List;

/**
 * One tensor of an instance.
 *
 * @param name unique in the instance; a moment is named {@code <parameter>#<moment>}
 * @param role what it is
 * @param type its element type
 * @param shape its shape
 */
public record TensorLayout(String name, TensorRole role, TensorType type, List<Integer> shape) {
    public TensorLayout {
        shape = List.copyOf(shape);
    }

    /** Bytes of the tensor; below 2 GiB. */
    public int byteCount() {
        return Math.toIntExact(HostTensor.elementCount(shape) * type.bytes());
    }
}
