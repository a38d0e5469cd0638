package io.ratchet.training.batch;

import java.util.List;

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
     * The offset from which on Decode has seen everything of this partition for this instance: the
     * {@link #nextOffset()} of the block before, or where the source has begun to read. TRAIN takes
     * a block only where it continues what it has taken before.
     */
    long fromOffset();

    /** The number of records; a block without any still moves the position. */
    int recordCount();

    /** The offset of one of its records; they ascend. */
    long offset(int index);

    /** What Decode has refused of this partition, by ascending offset, inside of the block. */
    List<RefusedPlace> refused();

    /** Whether it only says where Decode stands. */
    default boolean isMark() {
        return fromOffset() == nextOffset();
    }

    /**
     * The offset behind everything that Decode has seen of this partition for this instance,
     * refused records included: a block without records still moves it.
     */
    long nextOffset();
}
