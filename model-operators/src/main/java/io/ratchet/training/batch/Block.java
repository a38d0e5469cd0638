package io.ratchet.training.batch;

/**
 * Consecutive accepted records of one partition for one instance, as they travel from Decode to
 * TRAIN. Where a block ends never moves where a batch ends.
 */
public sealed interface Block permits RowBlock, TensorBlock {
    /**
     * The instance the records belong to: a run id, or {@code run/key} for a run of one instance a
     * record key.
     */
    String instance();

    /** The partition the records came from. */
    int partition();

    /**
     * The offset behind everything that Decode has seen of this partition for this instance,
     * refused records included: a block without records still moves it.
     */
    long nextOffset();
}
