package io.ratchet.operator.serializer;

import io.ratchet.training.batch.Batch;
import io.ratchet.training.run.RefusalCounts;

/** What was still to be done for an instance when a checkpoint was taken. */
public sealed interface Pending {
    /**
     * A batch that was queued, or ready to be.
     *
     * @param batch the batch
     */
    record Train(Batch batch) implements Pending {}

    /**
     * Records that were refused, and are counted without a batch.
     *
     * @param refused how many
     */
    record Refuse(RefusalCounts refused) implements Pending {}

    /**
     * Everything the instance will ever get has been queued: it ends behind it.
     *
     * @param refused what was refused behind the last batch
     */
    record End(RefusalCounts refused) implements Pending {}

    /** The instance has reached its end, and its final model is not yet known to be written. */
    record Publish() implements Pending {}
}
