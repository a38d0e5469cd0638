package io.ratchet.training.batch;

import io.ratchet.training.run.RefusalCount;
import io.ratchet.training.run.RefusalCounts;

/**
 * Refused records of one partition between which none was accepted.
 *
 * @param partition their partition
 * @param lastOffset the offset of the last of them
 * @param counts how many, by reason
 * @param closed whether what is refused next belongs to another stretch: an accepted record lies
 *     behind it, or it is full
 */
public record RefusedStretch(int partition, long lastOffset, RefusalCounts counts, boolean closed) {
    /** So many make a stretch full: it is judged by itself, without waiting for a batch. */
    static final int FULL = 1_000;

    static RefusedStretch of(int partition, RefusedPlace place) {
        return new RefusedStretch(partition, place.offset(), counts(partition, place), false);
    }

    RefusedStretch and(RefusedPlace next) {
        RefusalCounts all = counts.and(counts(partition, next));
        return new RefusedStretch(partition, next.offset(), all, all.records() >= FULL);
    }

    RefusedStretch close() {
        return closed ? this : new RefusedStretch(partition, lastOffset, counts, true);
    }

    boolean isFull() {
        return counts.records() >= FULL;
    }

    private static RefusalCounts counts(int partition, RefusedPlace place) {
        return RefusalCounts.of(
                new RefusalCount(place.reason(), 1, partition, place.offset(), place.detail()));
    }
}
