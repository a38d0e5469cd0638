package io.ratchet.job.status;

import io.ratchet.job.JobParameters;
import io.ratchet.job.follow.RestartNote;
import io.ratchet.job.rest.CompletedCheckpoint;
import io.ratchet.job.rest.JobInterruption;
import io.ratchet.job.rest.JobSummary;
import io.ratchet.job.rest.RemoteJob;
import io.ratchet.job.rest.RunningCluster;
import io.ratchet.job.waiting.Waiting;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How a job stands, as Flink sees it.
 *
 * @param summary id, name, state
 * @param page its page in the web UI
 * @param parameters what the job tells of itself
 * @param parallelism how many tasks train at once; empty for a job that is not Ratchet's
 * @param restarts since it was submitted
 * @param checkpoint the last one completed
 * @param train TRAIN's metrics, by name; without those that are not known yet, as those of a step
 *     are before the first; empty where Flink has none yet, or no more
 * @param inputWait what its runs wait for, as a clause; empty where they do not
 * @param sinkWaitSeconds for how long the sink has waited for transactions of others, if it does
 * @param interruption the last failure
 * @param restart what the job manager makes of it; empty where there was none, or the job has ended
 */
public record JobView(
        JobSummary summary,
        String page,
        JobParameters parameters,
        OptionalInt parallelism,
        long restarts,
        Optional<CompletedCheckpoint> checkpoint,
        Map<String, RemoteJob.Metric> train,
        String inputWait,
        long sinkWaitSeconds,
        Optional<JobInterruption> interruption,
        Optional<RestartNote> restart) {
    private static final Set<String> METRICS =
            Set.of(
                    "step",
                    "loss",
                    "learningRate",
                    "samplesPerSecond",
                    "queuedBatches",
                    "liveInstances",
                    "pauseMillis",
                    "changedBytes");

    /** Flink has a job's metrics a moment after it was first asked for them. */
    private static final Duration METRICS_PATIENCE = Duration.ofSeconds(3);

    private static final Duration LOOKED_EVERY = Duration.ofMillis(100);

    /** What only a step tells. */
    private static final Set<String> OF_A_STEP =
            Set.of("step", "loss", "learningRate", "samplesPerSecond");

    public JobView {
        train = known(train);
    }

    private static Map<String, RemoteJob.Metric> known(Map<String, RemoteJob.Metric> metrics) {
        Map<String, RemoteJob.Metric> known = new HashMap<>(metrics);
        known.values().removeIf(one -> !Double.isFinite(one.largest()));
        RemoteJob.Metric step = known.get("step");
        if (step == null || step.largest() <= 0) {
            known.keySet().removeAll(OF_A_STEP);
        }
        return Map.copyOf(known);
    }

    /** Asks a cluster how a job stands. */
    public static JobView read(RunningCluster cluster, JobSummary summary) {
        RemoteJob job = cluster.job(summary.id());
        OptionalInt parallelism = job.parallelism();
        return new JobView(
                summary,
                cluster.page(summary.id()),
                job.parameters(),
                parallelism,
                summary.isLive() ? (long) job.metric("numRestarts") : 0,
                job.lastCheckpoint(),
                summary.isLive() && parallelism.isPresent() ? metrics(job) : Map.of(),
                summary.isLive() ? job.inputWait() : "",
                summary.isLive() ? job.sinkWaitSeconds() : 0,
                job.lastInterruption(),
                summary.isLive() ? job.lastRestart() : Optional.empty());
    }

    private static Map<String, RemoteJob.Metric> metrics(RemoteJob job) {
        return Waiting.until(
                METRICS_PATIENCE,
                LOOKED_EVERY,
                () -> job.trainMetrics(METRICS),
                metrics -> !metrics.isEmpty());
    }
}
