package io.ratchet.job.log;

import org.apache.kafka.common.TopicPartition;

/** A partition no longer holds what it held when somebody began to read it. */
public final class CutLogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String fact;

    /**
     * @param partition the partition
     * @param before an offset up to which it was filled
     * @param now where it ends now, or begins to be read again
     */
    public CutLogException(TopicPartition partition, long before, long now) {
        this(
                "Partition "
                        + partition
                        + " was filled up to offset "
                        + before
                        + " a moment ago, and stands at "
                        + now
                        + " now");
    }

    private CutLogException(String fact) {
        super(
                fact
                        + ": its topic was made again, or its end was lost. What was read of it"
                        + " tells nothing any more. Look at the topic, and start again.");
        this.fact = fact;
    }

    /** What was seen, for those who know better what it means. */
    public String fact() {
        return fact;
    }
}
