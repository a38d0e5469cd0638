package io.ratchet.job.sink;

import io.ratchet.job.track.TrackHeader;
import io.ratchet.operator.restore.RestoredCheckpoint;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether what a checkpoint's transactions hold, and nobody finds committed, was never committed. A
 * topic that loses committed records by itself looks the same.
 *
 * <p>What was prepared stood on the topic when the checkpoint was taken. So it was aborted where it
 * still stands there: a broker that compacts removes what was aborted before it removes what was
 * committed behind it. Where it does not stand there, the broker has lost the end of the topic; or
 * it was compacted, which leaves holes in the offsets that are larger than the mark of a commit.
 *
 * @param missing what is not found
 * @param proven what of it was never committed, for sure
 * @param losing the topics that lose records by themselves, or have
 */
record LostProof(Positions missing, Positions proven, Set<String> losing) {
    /** The mark of a commit takes one offset; a reader sees none of it. */
    private static final int MARK = 1;

    /**
     * Looks for a proof.
     *
     * @param missing what is not found committed
     * @param since where the topics were read from
     * @param ends up to where
     */
    static LostProof of(
            OutputTopics topics,
            Positions missing,
            Map<TopicPartition, Long> since,
            Map<TopicPartition, Long> ends)
            throws IOException, ExecutionException, InterruptedException {
        Positions written = new Positions();
        Set<String> losing = new TreeSet<>(topics.compacted());
        Map<TopicPartition, Long> next = new HashMap<>(since);
        topics.written(
                since,
                ends,
                record -> {
                    TopicPartition at = new TopicPartition(record.topic(), record.partition());
                    if (record.offset() > next.getOrDefault(at, 0L) + MARK) {
                        losing.add(record.topic());
                    }
                    next.put(at, record.offset() + 1);
                    TrackHeader.decode(record.headers())
                            .ifPresent(all -> all.forEach(written::add));
                });
        ends.forEach(
                (at, end) -> {
                    if (end > next.getOrDefault(at, 0L) + MARK) {
                        losing.add(at.topic());
                    }
                });
        // A newer state of a run stands for those that are compacted.
        losing.remove(topics.claims());
        Positions gone = missing.without(written);
        Positions proven = missing.without(gone);
        gone.of(track -> !losing.contains(track.topic())).forEach(proven::add);
        return new LostProof(missing, proven, losing);
    }

    /**
     * What comes of it.
     *
     * @param checkpoint is marked where something is proven
     * @param leavesNothing whether nothing of the job was ever committed
     */
    Exception failure(RestoredCheckpoint checkpoint, boolean leavesNothing) {
        return proven.isEmpty()
                ? SinkException.ofCompacted(losing, missing)
                : LostTransactionException.of(proven, leavesNothing, checkpoint);
    }
}
