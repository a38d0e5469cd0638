package io.ratchet.job.sink;

import io.ratchet.operator.UnusableCheckpointException;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A restored checkpoint holds a transaction that was never committed: its broker has given it up
 * because it was open for too long. Going on would leave a gap.
 */
public final class LostTransactionException extends UnusableCheckpointException {
    private static final long serialVersionUID = 1L;

    private LostTransactionException(String message) {
        super(message);
    }

    static LostTransactionException of(
            String topic, List<String> lost, UnaryOperator<String> passOver) {
        String reason = "it holds a transaction on " + topic + " that was never committed: " + lost;
        return new LostTransactionException(
                "Cannot go on from the restored checkpoint: "
                        + reason
                        + ". The job was down for longer than kafka.transactionTimeout, or another"
                        + " producer has taken its transactional id. Going on would leave a gap. "
                        + passOver.apply(reason));
    }
}
