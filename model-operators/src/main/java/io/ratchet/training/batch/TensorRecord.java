package io.ratchet.training.batch;

import io.ratchet.tensor.HostTensor;
import java.util.List;

/**
 * A ready-made batch as it stood in one record.
 *
 * @param offset its offset
 * @param features feature tensors, in the order of the input spec; the first dimension is the
 *     samples
 * @param label label tensor, same first dimension
 */
public record TensorRecord(long offset, List<HostTensor> features, HostTensor label) {
    public TensorRecord {
        features = List.copyOf(features);
    }

    /** The number of samples. */
    public int sampleCount() {
        return label.shape().get(0);
    }
}
