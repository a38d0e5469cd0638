package io.ratchet.training.batch;

import io.ratchet.tensor.HostTensor;
import io.ratchet.training.run.RefusalCounts;
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
 * @param refused what was refused since the batch before, in the order in which records are trained
 */
public record Batch(
        List<HostTensor> features, HostTensor label, Places places, RefusalCounts refused) {
    public Batch {
        features = List.copyOf(features);
    }

    /** A batch before which nothing was refused. */
    public Batch(List<HostTensor> features, HostTensor label, Places places) {
        this(features, label, places, RefusalCounts.NONE);
    }

    /** The same batch, behind what was refused before it. */
    Batch behind(RefusalCounts counts) {
        return counts.isEmpty() ? this : new Batch(features, label, places, refused.and(counts));
    }

    /** The number of samples n. */
    public int sampleCount() {
        return label.shape().get(0);
    }

    /** The number of records that it was made of. */
    public long recordCount() {
        long[] count = new long[1];
        places.forEach((partition, from, to) -> count[0] += to - from);
        return count[0];
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
