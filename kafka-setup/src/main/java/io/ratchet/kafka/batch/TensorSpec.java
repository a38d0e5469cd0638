package io.ratchet.kafka.batch;

import io.ratchet.tensor.TensorType;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * A tensor that a batch must have.
 *
 * @param sampleShape the shape of one sample: without the first dimension, which counts samples
 */
public record TensorSpec(String name, TensorType type, List<Long> sampleShape)
        implements Serializable {
    /** Copies the shape; {@link TensorSchema} checks the whole. */
    public TensorSpec {
        sampleShape = List.copyOf(sampleShape);
    }

    /** A tensor with the shape of one sample given as numbers. */
    public static TensorSpec of(String name, TensorType type, long... sampleShape) {
        return new TensorSpec(name, type, Arrays.stream(sampleShape).boxed().toList());
    }
}
