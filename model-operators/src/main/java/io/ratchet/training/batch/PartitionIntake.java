package io.ratchet.training.batch;

import java.io.Serializable;

/**
 * How far a run has taken one partition in, and what it holds of it.
 *
 * @param partition the partition
 * @param position the offset behind everything that was seen of it
 * @param held its accepted records that wait for their turn, and are not in a batch yet
 * @param awaited whether it has the turn, and records of others wait until one of it comes
 */
public record PartitionIntake(int partition, long position, long held, boolean awaited)
        implements Serializable {
    /** Of a partition that nobody waits for. */
    public PartitionIntake(int partition, long position, long held) {
        this(partition, position, held, false);
    }
}
