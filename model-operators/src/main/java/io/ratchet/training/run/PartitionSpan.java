package io.ratchet.training.run;

import java.io.Serializable;

/**
 * What a run reads of one partition; fixed at the run's first start.
 *
 * @param partition the partition
 * @param begin the first offset to read
 * @param end the offset behind the last record to read, or {@link #OPEN} where there is no end;
 *     equal to begin where there is nothing to read
 * @param watched whether none of its records can be trained, and it is read for what should not
 *     stand there: records of the run's key that belong to another partition
 */
public record PartitionSpan(int partition, long begin, long end, boolean watched)
        implements Serializable {
    /** No end. */
    public static final long OPEN = Long.MAX_VALUE;

    /** What is trained of a partition. */
    public PartitionSpan(int partition, long begin, long end) {
        this(partition, begin, end, false);
    }

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

    /** The same span, only watched. */
    public PartitionSpan watch() {
        return new PartitionSpan(partition, begin, end, true);
    }
}
