package io.ratchet.training.batch;

import java.io.Serializable;

/**
 * How far a run has taken one partition in, and what it holds of it.
 *
 * @param partition the partition
 * @param position the offset behind everything that was seen of it
 * @param held its accepted records that wait for their turn, and are not in a batch yet
 */
public record PartitionIntake(int partition, long position, long held) implements Serializable {}
