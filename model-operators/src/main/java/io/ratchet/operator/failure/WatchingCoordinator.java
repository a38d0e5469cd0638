package io.ratchet.operator.failure;

import java.util.concurrent.CompletableFuture;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.CoordinationRequest;
import org.apache.flink.runtime.operators.coordination.CoordinationRequestHandler;
import org.apache.flink.runtime.operators.coordination.CoordinationResponse;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.jspecify.annotations.Nullable;

/**
 * An operator's side in the job manager that tells what its tasks fail with: Flink tells that to
 * the coordinators of the operators in the failed task, and to nobody else in the job.
 *
 * <p>It has no state. <b>Threading</b>: the job manager's main thread.
 */
public final class WatchingCoordinator implements OperatorCoordinator, CoordinationRequestHandler {
    private static final byte[] NO_STATE = {};

    private final String start;
    private final Place place;

    private WatchingCoordinator(String start, Place place) {
        this.start = start;
        this.place = place;
    }

    /**
     * Makes it in the job manager.
     *
     * @param operatorId of the operator
     * @param start the start's token
     * @param place what its tasks do
     */
    public record Provider(OperatorID operatorId, String start, Place place)
            implements OperatorCoordinator.Provider {
        private static final long serialVersionUID = 1L;

        @Override
        public OperatorID getOperatorId() {
            return operatorId;
        }

        @Override
        public OperatorCoordinator create(Context context) {
            return new WatchingCoordinator(start, place);
        }
    }

    @Override
    public void executionAttemptFailed(int subtask, int attempt, @Nullable Throwable reason) {
        if (reason != null) {
            FailureDesk.tell(start, place, reason);
        }
    }

    @Override
    public CompletableFuture<CoordinationResponse> handleCoordinationRequest(
            CoordinationRequest request) {
        return CompletableFuture.completedFuture(RestartPause.answer(start));
    }

    @Override
    public void start() {}

    @Override
    public void handleEventFromOperator(int subtask, int attempt, OperatorEvent event) {}

    @Override
    public void executionAttemptReady(int subtask, int attempt, SubtaskGateway gateway) {}

    @Override
    public void subtaskReset(int subtask, long checkpointId) {}

    @Override
    public void resetToCheckpoint(long checkpointId, byte @Nullable [] state) {}

    @Override
    public void checkpointCoordinator(long checkpointId, CompletableFuture<byte[]> result) {
        result.complete(NO_STATE);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {}

    @Override
    public void close() {}
}
