package io.ratchet.operator;

/**
 * For how long the task thread is away for a checkpoint, from its preparation until it takes blocks
 * or results again; the depth of the queue follows that.
 *
 * <p><b>Threading</b>: the task thread.
 */
final class CheckpointAbsence {
    private final TrainingThread training;
    private final QueueDepth depth;
    private final TrainMetrics metrics;
    private boolean isAway;
    private long begin;
    private long idleBefore;
    private long pausedBefore;

    CheckpointAbsence(TrainingThread training, QueueDepth depth, TrainMetrics metrics) {
        this.training = training;
        this.depth = depth;
        this.metrics = metrics;
    }

    /** A checkpoint is about to be prepared. */
    void mark() {
        begin = System.nanoTime();
        idleBefore = training.idleNanos();
        pausedBefore = training.pausedNanos();
    }

    /** It is prepared: the thread has been away since the mark. */
    void begin() {
        isAway = true;
    }

    /** The thread is there; does nothing where it was not away. */
    void end() {
        if (isAway) {
            isAway = false;
            long absence = System.nanoTime() - begin;
            depth.absent(absence);
            metrics.checkpoint(
                    absence,
                    training.pausedNanos() - pausedBefore,
                    training.idleNanos() - idleBefore);
        }
    }
}
