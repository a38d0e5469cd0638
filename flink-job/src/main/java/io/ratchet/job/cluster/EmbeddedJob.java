package io.ratchet.job.cluster;

import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.jobmaster.JobResult;

/** A job on the Flink in this process. */
public final class EmbeddedJob implements SubmittedJob {
    private static final String NO_REASON = "Flink ended the job as failed without a reason.";

    private final EmbeddedCluster cluster;
    private final JobID job;

    /**
     * @param cluster where it runs
     * @param job its id
     */
    public EmbeddedJob(EmbeddedCluster cluster, JobID job) {
        this.cluster = cluster;
        this.job = job;
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
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        Optional<String> unusable = Resubmission.reason(result);
        return Optional.of(
                new JobFailure(
                        unusable.orElse(String.valueOf(cause.getMessage())), unusable.isPresent()));
    }

    @Override
    public JobProgress progress() {
        return new JobProgress(
                LiveMetrics.largest("TRAIN", "step").orElse(0),
                LiveMetrics.largest("TRAIN", "loss").orElse(Double.NaN),
                LiveMetrics.sum("TRAIN", "samplesPerSecond"),
                LiveMetrics.sum("TRAIN", "queuedBatches"),
                LiveMetrics.largest("jobmanager", "numberOfCompletedCheckpoints").orElse(0),
                LiveMetrics.largest("jobmanager", "numRestarts").orElse(0));
    }
}
