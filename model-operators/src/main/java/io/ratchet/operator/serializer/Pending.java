package io.ratchet.operator.serializer;

import io.ratchet.training.batch.Batch;

/** What was still to be done for an instance when a checkpoint was taken. */
public sealed interface Pending {
    /**
     * A batch that was queued, or ready to be.
     *
     * @param batch the batch
     */
    record Train(Batch batch) implements Pending {}

    /** Everything the instance will ever get has been queued: it ends behind it. */
    record End() implements Pending {}

    /** The instance has reached its end, and its final model is not yet known to be written. */
    record Publish() implements Pending {}
}
