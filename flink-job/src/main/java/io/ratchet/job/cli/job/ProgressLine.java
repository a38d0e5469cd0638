package io.ratchet.job.cli.job;

import io.ratchet.job.follow.JobProgress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * One line that tells how training goes: drawn over itself on a terminal, or else written every
 * five seconds.
 */
final class ProgressLine {
    private static final long LINE_NANOS = 5_000_000_000L;

    private final PrintWriter out;
    private final boolean terminal;
    private final String job;
    private long lastLineNanos;
    private int lastLength;

    ProgressLine(PrintWriter out, boolean terminal, String job, long startNanos) {
        this.out = out;
        this.terminal = terminal;
        this.job = job;
        this.lastLineNanos = startNanos;
    }

    /**
     * Shows how it goes now, if it is time to.
     *
     * @param refused records that were refused
     * @param wait what runs wait for, as a clause; empty where they do not
     */
    void show(long nanoTime, Supplier<JobProgress> progress, long refused, Supplier<String> wait) {
        if (!terminal && nanoTime - lastLineNanos < LINE_NANOS) {
            return;
        }
        lastLineNanos = nanoTime;
        JobProgress now = progress.get();
        String waiting = wait.get();
        String line = text(now, refused) + (waiting.isEmpty() ? "" : "  (" + waiting + ")");
        if (terminal) {
            out.print("\r" + line + " ".repeat(Math.max(0, lastLength - line.length())));
            lastLength = line.length();
        } else {
            out.println(line);
        }
        out.flush();
    }

    /** What is known; what is not yet is left out. */
    private String text(JobProgress now, long refused) {
        StringBuilder text = new StringBuilder(job);
        if (now.step() > 0) {
            add(text, "  step %,.0f", now.step());
            add(text, "  batch loss %.4f", now.loss());
            add(text, "  %,.0f samples/s", now.samplesPerSecond());
        } else {
            text.append("  no step yet");
        }
        add(text, "  queue %.0f", now.queuedBatches());
        add(text, "  checkpoints %.0f", now.checkpoints());
        add(text, "  restarts %.0f", now.restarts());
        if (refused > 0) {
            text.append(String.format(Locale.ROOT, "  refused %,d", refused));
        }
        return text.toString();
    }

    private static void add(StringBuilder text, String format, double value) {
        if (Double.isFinite(value)) {
            text.append(String.format(Locale.ROOT, format, value));
        }
    }

    /** Says something once, above what is drawn over. */
    void note(String text) {
        if (terminal && lastLength > 0) {
            out.print("\r" + " ".repeat(lastLength) + "\r");
            lastLength = 0;
        }
        out.println(text);
        out.flush();
    }

    /** Leaves the line, so that what follows begins below it. */
    void end() {
        if (terminal && lastLength > 0) {
            out.println();
        }
        out.flush();
    }
}
