package io.ratchet.job.rest;

import io.ratchet.job.follow.JobFailure;
import io.ratchet.job.follow.JobProgress;
import io.ratchet.job.follow.RestartNote;
import io.ratchet.job.follow.Resubmission;
import io.ratchet.job.follow.SubmittedJob;
import io.ratchet.job.message.Message;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.JobStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job of a running Flink that somebody waits for. A job manager that does not answer for a while,
 * because another one takes over, is waited for. The one that takes over does not know jobs that
 * have ended, and without high availability none at all.
 *
 * <p><b>Threading</b>: one thread.
 */
public final class FollowedJob implements SubmittedJob {
    private static final Logger LOG = LoggerFactory.getLogger(FollowedJob.class);
    private static final Set<String> METRICS =
            Set.of("step", "loss", "samplesPerSecond", "queuedBatches");

    private final RemoteJob job;
    private JobStatus lastStatus = JobStatus.INITIALIZING;
    private long lastAnswerNanos = System.nanoTime();

    /**
     * @param job the job
     */
    public FollowedJob(RemoteJob job) {
        this.job = job;
    }

    @Override
    public JobStatus status() {
        try {
            lastStatus = job.status();
            lastAnswerNanos = System.nanoTime();
        } catch (UnreachableException e) {
            if (System.nanoTime() - lastAnswerNanos > Patience.LONGEST.toNanos()) {
                throw e;
            }
            LOG.warn("Job {}: {}", job.id(), e.getMessage());
        } catch (NotFoundException forgotten) {
            if (!lastStatus.isGloballyTerminalState()) {
                throw new RestException(
                        Message.of(
                                """
                                Flink no longer knows job %s, which was %s when it was last asked: \
                                its job manager was lost, and what has become of the job cannot be \
                                told. Give the same command again: it goes on from the newest \
                                checkpoint, or reports the result if every run has ended.""",
                                job.id(), lastStatus),
                        forgotten);
            }
        }
        return lastStatus;
    }

    @Override
    public Optional<JobFailure> failure() {
        if (status() != JobStatus.FAILED) {
            return Optional.empty();
        }
        try {
            String trace = Patience.ask(job::endingStackTrace);
            return Optional.of(
                    new JobFailure(
                            JobInterruption.deepestCause(trace), Resubmission.isToldOfIn(trace)));
        } catch (NotFoundException forgotten) {
            return Optional.of(
                    new JobFailure(
                            Message.of(
                                    """
                                    Job %s has failed, and its job manager was lost before it \
                                    could be asked why. Another start goes on from the newest \
                                    checkpoint.""",
                                    job.id()),
                            true));
        }
    }

    @Override
    public Optional<RestartNote> lastRestart() {
        try {
            return job.lastRestart();
        } catch (UnreachableException | NotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public String inputWait() {
        try {
            return job.inputWait();
        } catch (UnreachableException | NotFoundException e) {
            return "";
        }
    }

    @Override
    public JobProgress progress() {
        try {
            Map<String, RemoteJob.Metric> train = job.trainMetrics(METRICS);
            return new JobProgress(
                    of(train, "step").largest(),
                    of(train, "loss").largest(),
                    of(train, "samplesPerSecond").sum(),
                    of(train, "queuedBatches").sum(),
                    job.metric("numberOfCompletedCheckpoints"),
                    job.metric("numRestarts"));
        } catch (UnreachableException | NotFoundException e) {
            return new JobProgress(
                    Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
    }

    private static RemoteJob.Metric of(Map<String, RemoteJob.Metric> metrics, String name) {
        return metrics.getOrDefault(name, RemoteJob.Metric.UNKNOWN);
    }
}
