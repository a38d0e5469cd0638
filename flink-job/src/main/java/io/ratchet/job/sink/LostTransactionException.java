package io.ratchet.job.sink;

import io.ratchet.operator.RestoredCheckpoint;
import io.ratchet.operator.UnusableCheckpointException;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The output topics are behind the restored checkpoint: the broker has given up its transaction,
 * because it was open for too long, or has lost the end of a topic. Going on would leave a gap; an
 * older checkpoint fills it.
 */
public final class LostTransactionException extends UnusableCheckpointException {
    private static final long serialVersionUID = 1L;

    private LostTransactionException(String reason, String cause, RestoredCheckpoint checkpoint) {
        super(
                "Cannot go on from the restored checkpoint: "
                        + reason
                        + ". "
                        + cause
                        + " Going on would leave a gap. "
                        + checkpoint.passOver(reason));
    }

    static LostTransactionException of(Positions lost, RestoredCheckpoint checkpoint) {
        return new LostTransactionException(
                "it holds a transaction that was never committed: " + lost,
                "The job was down for longer than kafka.transactionTimeout, or another producer has"
                        + " taken its transactional id.",
                checkpoint);
    }

    static LostTransactionException ofCut(
            Map.Entry<TopicPartition, Long> known, long end, RestoredCheckpoint checkpoint) {
        return new LostTransactionException(
                String.format(
                        Locale.ROOT,
                        "what it has committed to %s up to offset %d is there up to %d only",
                        known.getKey(),
                        known.getValue(),
                        end),
                "The broker has lost the end of the topic.",
                checkpoint);
    }
}
