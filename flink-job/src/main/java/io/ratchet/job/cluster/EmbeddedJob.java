package io.ratchet.job.cluster;

import io.ratchet.job.failure.JobFailures;
import io.ratchet.job.follow.JobFailure;
import io.ratchet.job.follow.JobProgress;
import io.ratchet.job.follow.RestartNote;
import io.ratchet.job.follow.Resubmission;
import io.ratchet.job.follow.SubmittedJob;
import io.ratchet.operator.IntakeBoard;
import io.ratchet.operator.failure.Place;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.util.SerializedThrowable;

/** A job on the Flink in this process. */
public final class EmbeddedJob implements SubmittedJob {
    private static final String NO_REASON = "Flink ended the job as failed without a reason.";

    private final EmbeddedCluster cluster;
    private final JobID job;
    private final String start;

    /**
     * @param cluster where it runs
     * @param job its id
     * @param start tells the start of the job apart from all others
     */
    public EmbeddedJob(EmbeddedCluster cluster, JobID job, String start) {
        this.cluster = cluster;
        this.job = job;
        this.start = start;
    }

    @Override
    public JobStatus status() {
        return cluster.status(job);
    }

    @Override
    public Optional<JobFailure> failure() throws InterruptedException {
        if (status() != JobStatus.FAILED) {
            return Optional.empty();
        }
        JobResult result = cluster.result(job);
        Throwable cause = result.getSerializedThrowable().orElse(null);
        if (cause == null) {
            return Optional.of(new JobFailure(NO_REASON, false));
        }
        Optional<String> unusable = Resubmission.reason(result);
        return Optional.of(
                new JobFailure(
                        unusable.orElse(
                                JobFailures.TABLE.rule(Place.JOB_MANAGER, original(cause)).text()),
                        unusable.isPresent()));
    }

    /** What travels is what has been serialized; the classes are those of this process. */
    private static Throwable original(Throwable cause) {
        return cause instanceof SerializedThrowable serialized
                ? serialized.deserializeError(EmbeddedJob.class.getClassLoader())
                : cause;
    }

    @Override
    public Optional<RestartNote> lastRestart() {
        return RestartNote.ofThisProcess(start);
    }

    @Override
    public String inputWait() {
        return IntakeBoard.waits(start);
    }

    @Override
    public JobProgress progress() {
        return new JobProgress(
                LiveMetrics.largest("TRAIN", "step").orElse(0),
                LiveMetrics.largest("TRAIN", "loss").orElse(Double.NaN),
                LiveMetrics.sum("TRAIN", "samplesPerSecond"),
                LiveMetrics.sum("TRAIN", "queuedBatches"),
                LiveMetrics.largest("jobmanager", "numberOfCompletedCheckpoints")
                        .orElse(Double.NaN),
                LiveMetrics.largest("jobmanager", "numRestarts").orElse(Double.NaN));
    }
}
