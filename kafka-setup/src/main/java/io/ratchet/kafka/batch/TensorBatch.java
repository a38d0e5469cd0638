package io.ratchet.kafka.batch;

import java.util.List;

/**
 * A batch that fits its schema.
 *
 * @param features in the schema's order; the first dimension of each is {@code sampleCount}
 */
public record TensorBatch(int sampleCount, List<TensorView> features, TensorView label) {
    /** Copies the list. */
    public TensorBatch {
        features = List.copyOf(features);
    }
}
