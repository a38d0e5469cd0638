package io.ratchet.job.cli;

import io.ratchet.job.FlinkSettings;
import io.ratchet.job.TrainingJob;
import io.ratchet.job.cluster.EmbeddedCluster;
import io.ratchet.job.resume.JobPlan;
import io.ratchet.job.resume.PlannedRun;
import io.ratchet.job.resume.Resubmission;
import io.ratchet.operator.StepInterceptor;
import io.ratchet.operator.result.RunStateRecord;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains one job on a Flink in this process until all of its runs have ended.
 *
 * <p>A job whose input has an end ends with it. One whose input goes on is stopped, with a
 * savepoint, as soon as every run has reached its own end.
 */
final class TrainingSession {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingSession.class);
    private static final Duration LOOKED_EVERY = Duration.ofMillis(200);

    private final JobPlan plan;
    private final PrintWriter out;
    private final boolean terminal;

    TrainingSession(JobPlan plan, PrintWriter out, boolean terminal) {
        this.plan = plan;
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * What a session came to.
     *
     * @param states the last committed state of each run
     * @param failure why Flink gave up, if it did
     * @param unusable what is wrong with the checkpoint that it had to go on from, if it gave up
     *     for that: the next start passes it over
     */
    record Result(
            List<RunStateRecord> states, Optional<String> failure, Optional<String> unusable) {
        Result {
            states = List.copyOf(states);
        }

        /** Every run has reached its end. */
        static Result ended(List<RunStateRecord> states) {
            return new Result(states, Optional.empty(), Optional.empty());
        }
    }

    /** Trains, and waits for the end. */
    Result train() throws InterruptedException {
        try (EmbeddedCluster cluster =
                        EmbeddedCluster.start(
                                FlinkSettings.ofCluster(plan.configuration()),
                                plan.configuration().parallelism());
                RunStateFollower follower = new RunStateFollower(plan)) {
            JobID job = cluster.submit(new TrainingJob(plan, StepInterceptor.NONE).graph());
            out.println("Flink's web UI: " + cluster.webInterface());
            ProgressLine line =
                    new ProgressLine(out, terminal, plan.configuration().job(), System.nanoTime());
            Optional<JobResult> failure = follow(cluster, job, follower, line);
            line.end();
            follower.poll(LOOKED_EVERY);
            return new Result(
                    follower.states(),
                    failure.map(TrainingSession::reason),
                    failure.flatMap(Resubmission::reason));
        }
    }

    /** Returns how Flink gave up, if it did. */
    private Optional<JobResult> follow(
            EmbeddedCluster cluster, JobID job, RunStateFollower follower, ProgressLine line)
            throws InterruptedException {
        boolean bounded = plan.runs().stream().allMatch(PlannedRun::isBounded);
        while (true) {
            JobStatus status = cluster.status(job);
            if (status.isGloballyTerminalState()) {
                return status == JobStatus.FAILED
                        ? Optional.of(cluster.result(job))
                        : Optional.empty();
            }
            follower.poll(LOOKED_EVERY);
            line.show(System.nanoTime());
            // While tasks still start, a job cannot be stopped, and models may not be written yet.
            if (!bounded && follower.allEnded() && cluster.isWholeRunning(job)) {
                LOG.info("Every run of job '{}' has ended", plan.configuration().job());
                cluster.stop(job, plan.savepointDirectory());
                return Optional.empty();
            }
        }
    }

    private static String reason(JobResult result) {
        Throwable cause = result.getSerializedThrowable().orElse(null);
        if (cause == null) {
            return "Flink ended the job as failed without a reason.";
        }
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
