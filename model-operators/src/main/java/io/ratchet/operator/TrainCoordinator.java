package io.ratchet.operator;

import io.ratchet.operator.end.EndedRuns;
import io.ratchet.operator.end.LastCheckpoint;
import io.ratchet.operator.end.LastState;
import io.ratchet.operator.end.RunEndEvent;
import io.ratchet.operator.end.RunEnds;
import io.ratchet.operator.failure.FailureDesk;
import io.ratchet.operator.failure.FailureJudge;
import io.ratchet.operator.failure.FailurePolicy;
import io.ratchet.operator.failure.Place;
import io.ratchet.operator.failure.RestartPause;
import io.ratchet.operator.restore.RestorePoint;
import io.ratchet.operator.restore.RestoreWatch;
import io.ratchet.operator.restore.WholenessCheck;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongPredicate;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.CoordinationRequest;
import org.apache.flink.runtime.operators.coordination.CoordinationRequestHandler;
import org.apache.flink.runtime.operators.coordination.CoordinationResponse;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.jspecify.annotations.Nullable;

/**
 * TRAIN's side in the job manager: enters the runs that have ended into {@link RunEnds}, posts what
 * runs have taken in on the {@link IntakeBoard}, tells a {@link RestoreWatch} of restores and
 * failures, and a {@link FailureJudge} of restarts and progress.
 *
 * <p>It needs no state of the runs that it has: a task that restores tells again what has ended in
 * the restored state, and where its runs stand. What a checkpoint holds of it is for whoever plans
 * a later start; of runs that are not configured now, it hands that on. <b>Threading</b>: the job
 * manager's main thread.
 */
public final class TrainCoordinator implements OperatorCoordinator, CoordinationRequestHandler {
    private static final long NONE = -1;

    private final RestoreWatch restores;
    private final FailureJudge failures;
    private final LastState lastState;
    private final LongPredicate savepoints;
    private final String start;
    private final Set<String> runs;
    private @Nullable RunEnds ends;
    private @Nullable IntakeBoard board;
    private EndedRuns leftOut = EndedRuns.NONE;
    private long progressIn = NONE;

    private TrainCoordinator(
            RestoreWatch restores,
            FailureJudge failures,
            LastState lastState,
            LongPredicate savepoints,
            String start,
            Set<String> runs) {
        this.restores = restores;
        this.failures = failures;
        this.lastState = lastState;
        this.savepoints = savepoints;
        this.start = start;
        this.runs = runs;
    }

    /**
     * Makes it in the job manager.
     *
     * @param operatorId of TRAIN
     * @param restorePoint what the start goes on from
     * @param check looks at files
     * @param failures what becomes of the job when it fails; names the start
     * @param runs all runs of the start
     * @param lastStates folder of the job's last state; empty for none
     */
    record Provider(
            OperatorID operatorId,
            RestorePoint restorePoint,
            WholenessCheck check,
            FailurePolicy failures,
            Set<String> runs,
            String lastStates)
            implements OperatorCoordinator.Provider {
        private static final long serialVersionUID = 1L;

        Provider {
            runs = Set.copyOf(runs);
        }

        @Override
        public OperatorID getOperatorId() {
            return operatorId;
        }

        @Override
        public OperatorCoordinator create(Context context) {
            FailureJudge judge = new FailureJudge(failures, System::nanoTime, context::failJob);
            FailureGauges.register(context.metricGroup(), judge);
            context.metricGroup()
                    .gauge("inputWait", (Gauge<String>) () -> IntakeBoard.waits(failures.start()));
            return new TrainCoordinator(
                    new RestoreWatch(context, restorePoint, check),
                    judge,
                    LastState.of(context, judge, lastStates),
                    LastCheckpoint.savepoints(context),
                    failures.start(),
                    runs);
        }
    }

    @Override
    public void start() {
        ends = RunEnds.enter(start, runs);
        board = IntakeBoard.enter(start);
        board.forgetAll();
        FailureDesk.open(start, failures);
    }

    @Override
    public void handleEventFromOperator(int subtask, int attempt, OperatorEvent event) {
        if (ends != null && event instanceof RunEndEvent end) {
            ends.add(subtask, end);
            lastState.keep(ends);
        } else if (event instanceof ProgressEvent progress) {
            progressIn = Math.max(progressIn, progress.checkpointId());
        }
        if (board != null && event instanceof IntakeEvent intake) {
            board.post(subtask, intake.run(), intake.partitions());
        }
    }

    @Override
    public void executionAttemptReady(int subtask, int attempt, SubtaskGateway gateway) {}

    @Override
    public void executionAttemptFailed(int subtask, int attempt, @Nullable Throwable reason) {
        restores.failed(reason);
        if (reason != null) {
            failures.failed(Place.TRAIN, reason);
        }
        forget(subtask);
    }

    /** All tasks of a job are reset together: the first one stands for them. */
    @Override
    public void subtaskReset(int subtask, long checkpointId) {
        if (subtask == 0) {
            restores.restored(checkpointId);
            restarted();
        }
        forget(subtask);
    }

    private void restarted() {
        progressIn = NONE;
        failures.restarted();
    }

    private void forget(int subtask) {
        lastState.forget();
        if (ends != null) {
            ends.forget(subtask);
        }
        if (board != null) {
            board.forget(subtask);
        }
    }

    /**
     * The first restore of a start, which comes before {@link #start()}, and those after a failure
     * of the whole job.
     */
    @Override
    public void resetToCheckpoint(long checkpointId, byte @Nullable [] state) throws IOException {
        leftOut =
                state == null
                        ? EndedRuns.NONE
                        : EndedRuns.decode(state).orElse(EndedRuns.NONE).without(runs);
        restores.restored(checkpointId);
        if (ends != null) {
            restarted();
            lastState.forget();
            ends.forgetAll();
        }
        if (board != null) {
            board.forgetAll();
        }
    }

    @Override
    public void checkpointCoordinator(long checkpointId, CompletableFuture<byte[]> result) {
        LastCheckpoint.of(start)
                .filter(last -> !savepoints.test(checkpointId))
                .ifPresent(last -> last.begin(checkpointId));
        result.complete((ends == null ? leftOut : ends.ended().and(leftOut)).encode());
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        restores.completed();
        LastCheckpoint.of(start).ifPresent(last -> last.complete(checkpointId));
        if (ends != null) {
            lastState.keep(ends);
        }
        failures.checkpointCompleted(progressIn != NONE && progressIn <= checkpointId);
        if (progressIn <= checkpointId) {
            progressIn = NONE;
        }
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) {
        failures.checkpointLost();
    }

    /** Tasks ask how long to wait before they start again. */
    @Override
    public CompletableFuture<CoordinationResponse> handleCoordinationRequest(
            CoordinationRequest request) {
        return CompletableFuture.completedFuture(RestartPause.answer(start));
    }

    @Override
    public void close() {
        restores.close();
        FailureDesk.close(start, failures);
        if (ends != null) {
            ends.leave();
        }
        if (board != null) {
            board.leave();
        }
    }
}
