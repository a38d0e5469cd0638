package io.ratchet.operator.end;

import io.ratchet.operator.failure.FailureJudge;
import io.ratchet.operator.failure.Place;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointCoordinator;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.checkpoint.CompletedCheckpoint;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.concurrent.FutureUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a job's state when all of its runs have ended. Flink deletes the checkpoints of a job that
 * has finished, and never a savepoint: so one is taken before the sources end, from which the runs
 * go on if they are given a later end.
 *
 * <p>If it cannot be taken the job fails, and goes on from its newest checkpoint as after any
 * failure. <b>Threading</b>: the job manager's main thread, but for what the savepoint answers.
 */
public final class LastState {
    private static final Logger LOG = LoggerFactory.getLogger(LastState.class);

    private static final long ASKED_AGAIN_MILLIS = 50;

    private final Supplier<CompletableFuture<CompletedCheckpoint>> savepoints;
    private final Consumer<Throwable> failJob;
    private int asked;
    private boolean isAsked;

    /**
     * @param savepoints takes one
     * @param failJob fails the job with a cause
     */
    LastState(
            Supplier<CompletableFuture<CompletedCheckpoint>> savepoints,
            Consumer<Throwable> failJob) {
        this.savepoints = savepoints;
        this.failJob = failJob;
    }

    /**
     * One of a job.
     *
     * @param context of TRAIN's side in the job manager
     * @param failures is told why the job fails where it cannot be kept
     * @param folder where it is kept; empty for nowhere: nobody will go on with such a job
     */
    public static LastState of(
            OperatorCoordinator.Context context, FailureJudge failures, String folder) {
        return new LastState(
                () -> {
                    CheckpointCoordinator checkpoints = context.getCheckpointCoordinator();
                    return folder.isEmpty() || checkpoints == null
                            ? CompletableFuture.completedFuture(null)
                            : checkpoints.triggerSavepoint(folder, SavepointFormatType.NATIVE);
                },
                failure -> {
                    failures.failed(Place.JOB_MANAGER, failure);
                    context.failJob(failure);
                });
    }

    /** Keeps it, once, as soon as all runs have ended. */
    public synchronized void keep(RunEnds ends) {
        if (!isAsked && ends.areAll()) {
            isAsked = true;
            ask(++asked, ends);
        }
    }

    private void ask(int number, RunEnds ends) {
        FutureUtils.handleUncaughtException(
                savepoints
                        .get()
                        .handle(
                                (savepoint, failure) -> {
                                    answered(number, ends, savepoint, failure);
                                    return ends;
                                }),
                (thread, failure) -> LOG.error("Cannot keep the job's last state", failure));
    }

    private synchronized void answered(
            int number,
            RunEnds ends,
            @Nullable CompletedCheckpoint savepoint,
            @Nullable Throwable failure) {
        if (number != asked || !isAsked) {
            return;
        }
        if (failure == null) {
            if (savepoint != null) {
                LOG.info(
                        "Every run has ended; the last state of the job is kept in {}",
                        savepoint.getExternalPointer());
            }
            ends.keep();
            return;
        }
        switch (reason(failure)) {
            // A run that had ended before says so while other tasks are still being restored.
            case NOT_ALL_REQUIRED_TASKS_RUNNING,
                    CHECKPOINT_DECLINED_TASK_NOT_READY,
                    TOO_MANY_CHECKPOINT_REQUESTS ->
                    CompletableFuture.delayedExecutor(ASKED_AGAIN_MILLIS, TimeUnit.MILLISECONDS)
                            .execute(() -> askAgain(number, ends));
            // The job restarts, ends otherwise, or goes on behind a stop that has failed: it is
            // asked for again when the next checkpoint is complete.
            case CHECKPOINT_COORDINATOR_SHUTDOWN,
                    CHECKPOINT_COORDINATOR_SUSPEND,
                    CHECKPOINT_DECLINED,
                    CHECKPOINT_DECLINED_TASK_CLOSING,
                    JOB_FAILOVER_REGION,
                    TASK_FAILURE -> {
                LOG.info("The last state of the job was not kept: {}", failure.getMessage());
                isAsked = false;
            }
            default -> failJob.accept(new LastStateException(failure));
        }
    }

    private synchronized void askAgain(int number, RunEnds ends) {
        if (number == asked && isAsked) {
            ask(number, ends);
        }
    }

    private static CheckpointFailureReason reason(Throwable failure) {
        return ExceptionUtils.findThrowable(failure, CheckpointException.class)
                .map(CheckpointException::getCheckpointFailureReason)
                .orElse(CheckpointFailureReason.FINALIZE_CHECKPOINT_FAILURE);
    }

    /** A task has failed: its successor may be before the end. */
    public synchronized void forget() {
        isAsked = false;
    }
}
