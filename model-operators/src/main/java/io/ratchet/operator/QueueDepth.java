package io.ratchet.operator;

/**
 * How many batches are queued: enough that the training thread does not run dry while the task
 * thread writes a checkpoint and the state backend flushes it, and no more, because what is queued
 * is stored with every checkpoint.
 */
final class QueueDepth {
    /** How much longer the next absence of the task thread may be than the longest recent one. */
    private static final double MARGIN = 1.5;

    private static final double FORGETTING = 0.8;

    private final int least;
    private final long mostBytes;
    private double absenceNanos;

    QueueDepth(int least, long mostBytes) {
        this.least = least;
        this.mostBytes = mostBytes;
    }

    /** Notes for how long the task thread was away with a checkpoint. */
    void absent(long nanos) {
        absenceNanos = Math.max((double) nanos, absenceNanos * FORGETTING);
    }

    /** Whether one more batch may be queued. */
    boolean hasRoom(int queuedCount, long queuedBytes, long meanStepNanos) {
        return hasRoom(queuedCount, queuedBytes)
                && (queuedCount == 0 || queuedCount < target(meanStepNanos));
    }

    /**
     * Whether one more batch may be queued where nobody waits for what is in the queue: it is to be
     * stored, and not trained any more. Only bytes bound it.
     */
    boolean hasRoom(int queuedCount, long queuedBytes) {
        return queuedCount == 0 || queuedBytes < mostBytes;
    }

    /** The number of batches to queue, bytes aside. */
    int target(long meanStepNanos) {
        if (meanStepNanos <= 0) {
            return least;
        }
        double batches = Math.ceil(MARGIN * absenceNanos / meanStepNanos);
        return (int) Math.max(least, Math.min(batches, Integer.MAX_VALUE));
    }
}
