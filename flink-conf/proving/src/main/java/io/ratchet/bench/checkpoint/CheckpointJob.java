package io.ratchet.bench.checkpoint;

import io.ratchet.bench.job.Stage;
import io.ratchet.job.JobHooks;
import io.ratchet.job.waiting.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.jspecify.annotations.Nullable;

/** Runs a job and takes its checkpoints down one by one. */
final class CheckpointJob {
    /**
     * The first one stores everything, the next ones let the queue grow to what bridges a
     * checkpoint.
     */
    private static final int WARM_UPS = 3;

    private static final Duration LOOK_EVERY = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private CheckpointJob() {}

    /** The checkpoints behind the first few, in their order. */
    static List<Sample> run(java.nio.file.Path folder, Trial trial, Consumer<String> log)
            throws Exception {
        List<Sample> samples = new ArrayList<>();
        try (Stage stage = Stage.open(folder.resolve(trial.id()), new Configuration())) {
            stage.create(trial.id());
            trial.pattern().fill(stage, trial.id(), trial.size(), trial.records());
            JobID job =
                    stage.submit(
                            stage.plan(trial.id(), trial.text(), "interval: " + trial.interval()),
                            JobHooks.NONE);
            stage.awaitRunning(job);
            for (int count = 0; count < WARM_UPS; count++) {
                stage.checkpoint(job);
            }
            long last = awaitCheckpoint(stage, job, 0).getCheckpointId();
            while (samples.size() < trial.checkpoints()) {
                CompletedCheckpointStats next = awaitCheckpoint(stage, job, last);
                last = next.getCheckpointId();
                Sample sample = Sample.of(next);
                log.accept(trial.id() + ": " + sample.text());
                samples.add(sample);
            }
            stage.cancel(job);
        }
        return samples;
    }

    private static CompletedCheckpointStats awaitCheckpoint(Stage stage, JobID job, long last) {
        return Waiting.until(
                        PATIENCE, LOOK_EVERY, () -> newer(stage, job, last), Optional::isPresent)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "No checkpoint of job "
                                                + job
                                                + " was completed within "
                                                + PATIENCE
                                                + ": has its topic come to an end?"));
    }

    private static Optional<CompletedCheckpointStats> newer(Stage stage, JobID job, long last) {
        @Nullable CheckpointStatsSnapshot snapshot = stage.graph(job).getCheckpointStatsSnapshot();
        return Optional.ofNullable(snapshot)
                .map(taken -> taken.getHistory().getLatestCompletedCheckpoint())
                .filter(latest -> latest.getCheckpointId() > last);
    }
}
