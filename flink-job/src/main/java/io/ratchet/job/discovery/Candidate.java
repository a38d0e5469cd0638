package io.ratchet.job.discovery;

import io.ratchet.operator.restore.CheckpointPath;
import java.util.Comparator;
import org.apache.flink.core.fs.Path;

/**
 * A checkpoint or savepoint that could be gone on from.
 *
 * @param path its folder
 * @param order where it stands among the others
 * @param modifiedMillis when its metadata was written, by some machine's clock; no order comes of
 *     that
 */
public record Candidate(Path path, Order order, long modifiedMillis) {
    static final Comparator<Candidate> NEWEST_FIRST =
            Comparator.comparing(Candidate::order)
                    .reversed()
                    .thenComparing(one -> one.path().toString());

    /** Its folder, as it can be compared. */
    CheckpointPath folder() {
        return CheckpointPath.of(path);
    }

    /**
     * When a checkpoint was taken, as far as that matters: Flink's numbers go on from start to
     * start, and repeat where a start has gone on from an older one.
     *
     * @param epoch of the start that wrote it
     * @param claimOffset of that start's claim
     * @param checkpointId its number
     */
    record Order(long epoch, long claimOffset, long checkpointId) implements Comparable<Order> {
        private static final Comparator<Order> BY_START =
                Comparator.comparingLong(Order::epoch)
                        .thenComparingLong(Order::claimOffset)
                        .thenComparingLong(Order::checkpointId);

        /** Of one that does not tell: it is looked at first, and found damaged. */
        static final Order UNKNOWN = new Order(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

        @Override
        public int compareTo(Order other) {
            return BY_START.compare(this, other);
        }
    }
}
