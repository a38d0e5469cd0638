package io.ratchet.job.cli.job;

import io.ratchet.job.follow.JobProgress;
import io.ratchet.kafka.console.ProgressLine;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** How a job goes, in one line. */
final class JobLine {
    private static final Duration LINE_INTERVAL = Duration.ofSeconds(5);

    private final ProgressLine line;
    private final String job;

    JobLine(PrintWriter out, boolean terminal, String job, long startNanos) {
        this.line = ProgressLine.on(out, terminal, LINE_INTERVAL, startNanos);
        this.job = job;
    }

    /**
     * Shows how it goes now, if it is time to.
     *
     * @param committed the last step of a run that is committed; 0 if none is
     * @param refused records that were refused
     * @param wait what runs wait for, as a clause; empty where they do not
     */
    void show(
            long nanoTime,
            Supplier<JobProgress> progress,
            long committed,
            long refused,
            Supplier<String> wait) {
        line.show(
                nanoTime,
                () -> {
                    JobProgress now = progress.get();
                    String waiting = wait.get();
                    return text(now, committed, refused)
                            + (waiting.isEmpty() ? "" : "  (" + waiting + ")");
                });
    }

    /** What is known; what is not yet is left out. */
    private String text(JobProgress now, long committed, long refused) {
        StringBuilder text = new StringBuilder(job);
        if (now.step() > 0) {
            add(text, "  step %,.0f", now.step());
            add(text, "  batch loss %.4f", now.loss());
            add(text, "  %,.0f samples/s", now.samplesPerSecond());
        } else {
            text.append("  ").append(noStep(committed));
        }
        add(text, "  queue %.0f", now.queuedBatches());
        add(text, "  checkpoints %.0f", now.checkpoints());
        add(text, "  restarts %.0f", now.restarts());
        if (refused > 0) {
            text.append(String.format(Locale.ROOT, "  refused %,d", refused));
        }
        return text.toString();
    }

    /** What is said where TRAIN has counted no step since it began or was restarted. */
    static String noStep(long committed) {
        return committed == 0
                ? "no step yet"
                : String.format(Locale.ROOT, "at step %,d, none since the start", committed);
    }

    private static void add(StringBuilder text, String format, double value) {
        if (Double.isFinite(value)) {
            text.append(String.format(Locale.ROOT, format, value));
        }
    }

    /** Says something once, above what is drawn over. */
    void note(String text) {
        line.say(text);
    }

    /** Leaves the line, so that what follows begins below it. */
    void end() {
        line.end();
    }
}
