package io.ratchet.training.batch;

/**
 * Consecutive records of one partition.
 *
 * @param partition the partition
 * @param from the first offset
 * @param to the offset after the last one
 */
public record OffsetRange(int partition, long from, long to) {
    public OffsetRange {
        if (partition < 0 || from < 0 || to <= from) {
            throw new IllegalArgumentException(
                    "Not a range of offsets: partition "
                            + partition
                            + ", ["
                            + from
                            + ", "
                            + to
                            + ").");
        }
    }
}
