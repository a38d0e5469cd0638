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
public record Batch(List<HostTensor> features, HostTensor label, List<OffsetRange> places) {
    public Batch {
        features = List.copyOf(features);
        places = List.copyOf(places);
    }

    /** The number of samples n. */
    public int sampleCount() {
        return label.shape().get(0);
    }

    /** Bytes of all tensors. */
    public long byteCount() {
        long bytes = label.data().limit();
        for (HostTensor feature : features) {
            bytes += feature.data().limit();
        }
        return bytes;
    }
}
