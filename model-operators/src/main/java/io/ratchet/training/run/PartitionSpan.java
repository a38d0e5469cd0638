package io.ratchet.training.run;

import java.io.Serializable;

/**
 * What a run reads of one partition; fixed at the run's first start.
 *
 * @param partition the partition
 * @param begin the first offset to read
 * @param end the offset behind the last record to read, or {@link #OPEN} where there is no end;
 *     equal to begin where there is nothing to read
 */
public record PartitionSpan(int partition, long begin, long end) implements Serializable {
    /** No end. */
    public static final long OPEN = Long.MAX_VALUE;

    public PartitionSpan {
        if (partition < 0 || begin < 0 || end < begin) {
            throw new IllegalArgumentException(
                    "Not a span: partition "
                            + partition
                            + ", begin "
                            + begin
                            + ", end "
                            + end
                            + ".");
        }
    }
}
