package io.ratchet.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.jspecify.annotations.Nullable;

/**
 * TRAIN's side in the job manager: hands on what Flink tells it to each of its parts. None of them
 * has state that a checkpoint would have to hold. <b>Threading</b>: the job manager's main thread.
 */
@SuppressWarnings("try") // Flink's close() throws any exception
final class TrainCoordinator implements OperatorCoordinator {
    private static final byte[] NO_STATE = {};

    private final List<OperatorCoordinator> parts;

    private TrainCoordinator(List<OperatorCoordinator> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * Makes one for TRAIN.
     *
     * @param operatorId of TRAIN
     * @param parts make its parts
     */
    record Provider(OperatorID operatorId, List<OperatorCoordinator.Provider> parts)
            implements OperatorCoordinator.Provider {
        private static final long serialVersionUID = 1L;

        Provider {
            parts = List.copyOf(parts);
        }

        @Override
        public OperatorID getOperatorId() {
            return operatorId;
        }

        @Override
        public OperatorCoordinator create(Context context) throws Exception {
            List<OperatorCoordinator> made = new ArrayList<>();
            for (OperatorCoordinator.Provider part : parts) {
                made.add(part.create(context));
            }
            return new TrainCoordinator(made);
        }
    }

    @Override
    public void start() throws Exception {
        for (OperatorCoordinator part : parts) {
            part.start();
        }
    }

    @Override
    public void handleEventFromOperator(int subtask, int attempt, OperatorEvent event)
            throws Exception {
        for (OperatorCoordinator part : parts) {
            part.handleEventFromOperator(subtask, attempt, event);
        }
    }

    @Override
    public void executionAttemptReady(int subtask, int attempt, SubtaskGateway gateway) {
        parts.forEach(part -> part.executionAttemptReady(subtask, attempt, gateway));
    }

    @Override
    public void executionAttemptFailed(int subtask, int attempt, @Nullable Throwable reason) {
        parts.forEach(part -> part.executionAttemptFailed(subtask, attempt, reason));
    }

    @Override
    public void subtaskReset(int subtask, long checkpointId) {
        parts.forEach(part -> part.subtaskReset(subtask, checkpointId));
    }

    @Override
    public void resetToCheckpoint(long checkpointId, byte @Nullable [] state) throws Exception {
        for (OperatorCoordinator part : parts) {
            part.resetToCheckpoint(checkpointId, state);
        }
    }

    @Override
    public void checkpointCoordinator(long checkpointId, CompletableFuture<byte[]> result) {
        result.complete(NO_STATE);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        parts.forEach(part -> part.notifyCheckpointComplete(checkpointId));
    }

    @Override
    public void close() throws Exception {
        for (OperatorCoordinator part : parts) {
            part.close();
        }
    }
}
