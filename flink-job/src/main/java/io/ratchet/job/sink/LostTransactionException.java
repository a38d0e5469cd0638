package io.ratchet.job.sink;

import io.ratchet.job.message.Message;
import io.ratchet.job.track.Track;
import io.ratchet.operator.restore.DamageProof;
import io.ratchet.operator.restore.RestoredCheckpoint;
import io.ratchet.operator.restore.UnusableCheckpointException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * The output topics are behind the restored checkpoint: the broker has given up its transaction,
 * because it was open for too long, or has lost the end of a topic. Going on would leave a gap; an
 * older checkpoint fills it.
 */
public final class LostTransactionException extends UnusableCheckpointException {
    private static final long serialVersionUID = 1L;

    private LostTransactionException(
            DamageProof.OfTransaction proof, String cause, RestoredCheckpoint checkpoint) {
        super(
                Message.of(
                        """
                        Cannot go on from the restored checkpoint: %s. %s Going on would leave a \
                        gap. %s""",
                        proof.text(), cause, checkpoint.passOver(proof)));
    }

    /**
     * @param lost what is missing
     * @param leavesNothing whether nothing of the job was ever committed
     */
    static LostTransactionException of(
            Positions lost, boolean leavesNothing, RestoredCheckpoint checkpoint) {
        return new LostTransactionException(
                new DamageProof.OfTransaction(
                        "it holds a transaction that was never committed: " + lost,
                        lost.tracks().stream().map(Track::topic).collect(Collectors.toSet()),
                        leavesNothing),
                """
                The job was down for longer than kafka.transactionTimeout, or another producer has \
                taken its transactional id.""",
                checkpoint);
    }

    static LostTransactionException ofCut(
            Map.Entry<TopicPartition, Long> known, long end, RestoredCheckpoint checkpoint) {
        return new LostTransactionException(
                new DamageProof.OfTransaction(
                        String.format(
                                Locale.ROOT,
                                "what it has committed to %s up to offset %d is there up to %d only",
                                known.getKey(),
                                known.getValue(),
                                end),
                        Set.of(known.getKey().topic()),
                        false),
                "The broker has lost the end of the topic.",
                checkpoint);
    }
}
