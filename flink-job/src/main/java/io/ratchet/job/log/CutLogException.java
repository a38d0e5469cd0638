package io.ratchet.job.log;

import io.ratchet.job.message.Message;
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
                Message.of(
                        """
                        Partition %s was filled up to offset %s a moment ago, and stands at %s now""",
                        partition, before, now));
    }

    private CutLogException(String fact) {
        super(
                Message.of(
                        """
                        %s: its topic was made again, or its end was lost. What was read of it \
                        tells nothing any more. Look at the topic, and start again.""",
                        fact));
        this.fact = fact;
    }

    /** What was seen, for those who know better what it means. */
    public String fact() {
        return fact;
    }
}
