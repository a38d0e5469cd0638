package io.ratchet.operator;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.jspecify.annotations.Nullable;

/**
 * TRAIN's part in the job manager: enters the runs that have ended into {@link RunEnds}.
 *
 * <p>It has no state of its own: a task that restores tells again what has ended in the restored
 * state. <b>Threading</b>: the job manager's main thread.
 */
final class RunEndsCoordinator implements OperatorCoordinator {
    private static final byte[] NO_STATE = {};

    private final String start;
    private final Set<String> runs;
    private @Nullable RunEnds ends;

    private RunEndsCoordinator(String start, Set<String> runs) {
        this.start = start;
        this.runs = runs;
    }

    /**
     * Makes it in the job manager.
     *
     * @param operator TRAIN
     * @param start the start's token
     * @param runs all runs of the start
     */
    record Provider(OperatorID operator, String start, Set<String> runs)
            implements OperatorCoordinator.Provider {
        Provider {
            runs = Set.copyOf(runs);
        }

        @Override
        public OperatorID getOperatorId() {
            return operator;
        }

        @Override
        public OperatorCoordinator create(Context context) {
            return new RunEndsCoordinator(start, runs);
        }
    }

    @Override
    public void start() {
        ends = RunEnds.enter(start, runs);
    }

    @Override
    public void handleEventFromOperator(int subtask, int attempt, OperatorEvent event) {
        if (ends != null && event instanceof RunEndEvent end) {
            ends.add(subtask, end.run());
        }
    }

    @Override
    public void executionAttemptFailed(int subtask, int attempt, @Nullable Throwable reason) {
        forget(subtask);
    }

    @Override
    public void subtaskReset(int subtask, long checkpoint) {
        forget(subtask);
    }

    private void forget(int subtask) {
        if (ends != null) {
            ends.forget(subtask);
        }
    }

    /** Is called before the start as well, when the job begins with a checkpoint. */
    @Override
    public void resetToCheckpoint(long checkpoint, byte @Nullable [] state) {
        if (ends != null) {
            ends.forgetAll();
        }
    }

    @Override
    public void checkpointCoordinator(long checkpoint, CompletableFuture<byte[]> result) {
        result.complete(NO_STATE);
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {}

    @Override
    public void executionAttemptReady(int subtask, int attempt, SubtaskGateway gateway) {}

    @Override
    public void close() {
        if (ends != null) {
            ends.leave();
        }
    }
}
