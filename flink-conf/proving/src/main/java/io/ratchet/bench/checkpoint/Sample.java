package io.ratchet.bench.checkpoint;

import io.ratchet.job.cluster.LiveMetrics;
import java.util.Locale;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;

/**
 * One checkpoint.
 *
 * @param pause milliseconds for which it kept training from its next step
 * @param image milliseconds of that for comparing and copying
 * @param absence milliseconds for which the task thread did nothing else
 * @param idle milliseconds of that for which training had nothing to do
 * @param duration milliseconds from its trigger to its completion
 * @param changed bytes of the chunks that had changed
 * @param uploaded bytes that were written for it
 */
record Sample(
        double pause,
        double image,
        double absence,
        double idle,
        double duration,
        double changed,
        double uploaded) {
    /**
     * Takes down what TRAIN and the job manager noted of the checkpoint that was just completed.
     */
    static Sample of(CompletedCheckpointStats checkpoint) {
        return new Sample(
                last("pauseMillis"),
                last("imageMillis"),
                last("absenceMillis"),
                last("idleMillis"),
                checkpoint.getEndToEndDuration(),
                last("changedBytes"),
                checkpoint.getCheckpointedSize());
    }

    private static double last(String name) {
        return LiveMetrics.sum("TRAIN", name);
    }

    /** All of it on one line. */
    String text() {
        return String.format(
                Locale.ROOT,
                "pause %.1f ms, image %.1f, away %.0f, idle %.1f, end to end %.0f, changed %.1f MB, uploaded %.1f MB",
                pause,
                image,
                absence,
                idle,
                duration,
                changed / 1e6,
                uploaded / 1e6);
    }
}
