package io.ratchet.training.batch;

import io.ratchet.training.tensor.HostTensor;
import java.util.List;

/**
 * The unit of training.
 *
 * <p>Batches of rows carry the numeric features FLOAT32 (n, numeric) if there are any, then the
 * categorical ids INT32 (n, categorical) if there are any, and a FLOAT32 (n) label. Ready-made
 * batches carry what their record held.
 *
 * @param features feature tensors; the first dimension of each is the samples
 * @param label the label tensor
 * @param places where the records came from, by partition and offset
 */
public record Batch(List<HostTensor> features, HostTensor label, Places places) {
    public Batch {
        features = List.copyOf(features);
    }

    /** The number of samples n. */
    public int sampleCount() {
        return label.shape().get(0);
    }

    /** Bytes of all tensors, and of its places where they have gaps. */
    public long byteCount() {
        long bytes = label.data().limit() + places.byteCount();
        for (HostTensor feature : features) {
            bytes += feature.data().limit();
        }
        return bytes;
    }
}
