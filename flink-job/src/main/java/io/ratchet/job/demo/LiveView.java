package io.ratchet.job.demo;

import io.ratchet.job.cluster.LiveMetrics;
import io.ratchet.operator.result.StepRecord;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Shows a job's progress while it looks for newly committed steps. */
final class LiveView {
    private static final String TRAIN = "TRAIN";

    private final StepBar line;
    private final CommittedStepWatch watch;
    private final long steps;

    LiveView(StepBar line, CommittedStepWatch watch, long steps) {
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
                newest.map(step -> text("average loss %.4f  ", step.lossAverage())).orElse("")
                        + known("%,.0f samples/s  ", LiveMetrics.sum(TRAIN, "samplesPerSecond"))
                        + text("committed %,.0f  ", (double) watch.newestStep())
                        + known(
                                "checkpoint %.0f  ",
                                LiveMetrics.largest("", "lastCompletedCheckpointId").orElse(0))
                        + text("interruptions %.0f", survived);
        line.show(FaultInjector.newestStep(), steps, text);
        return watch.newestStep();
    }

    /** Flink tells 0 or -1 of what there is none of yet. */
    private static String known(String format, double value) {
        return value > 0 ? text(format, value) : "";
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
