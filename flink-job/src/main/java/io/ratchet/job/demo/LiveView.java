package io.ratchet.job.demo;

import io.ratchet.job.cluster.LiveMetrics;
import io.ratchet.operator.result.StepRecord;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Shows a job's progress while it looks for newly committed steps. */
final class LiveView {
    private static final String TRAIN = "TRAIN";

    private final ProgressLine line;
    private final CommittedStepWatch watch;
    private final long steps;

    LiveView(ProgressLine line, CommittedStepWatch watch, long steps) {
        this.line = line;
        this.watch = watch;
        this.steps = steps;
    }

    /**
     * Waits a moment for committed steps, and shows where the job is; returns the newest committed
     * step.
     */
    long look(Duration patience, int survived) {
        Optional<StepRecord> newest = watch.poll(patience);
        String text =
                String.format(
                        Locale.ROOT,
                        "loss %.4f  %,.0f samples/s  committed %,d  checkpoint %.0f  interruptions %d",
                        newest.map(StepRecord::lossAverage).orElse(Double.NaN),
                        LiveMetrics.sum(TRAIN, "samplesPerSecond"),
                        watch.newestStep(),
                        LiveMetrics.largest("", "lastCompletedCheckpointId").orElse(0),
                        survived);
        line.show(FaultInjector.newestStep(), steps, text);
        return watch.newestStep();
    }
}
