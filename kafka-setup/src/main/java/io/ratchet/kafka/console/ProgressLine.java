package io.ratchet.kafka.console;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The one line that shows how something goes: drawn over itself on a terminal, else written every
 * few seconds, fit for a log.
 *
 * <p><b>Threading</b>: one thread.
 */
public final class ProgressLine {
    private final Consumer<String> out;
    private final Runnable flush;
    private final boolean terminal;
    private final Duration interval;
    private long lastLineNanos;
    private int lastLength;

    private ProgressLine(
            Consumer<String> out,
            Runnable flush,
            boolean terminal,
            Duration interval,
            long startNanos) {
        this.out = out;
        this.flush = flush;
        this.terminal = terminal;
        this.interval = interval;
        this.lastLineNanos = startNanos;
    }

    /**
     * A line on a writer.
     *
     * @param terminal whether the writer ends on one, so that a line can be drawn over
     * @param interval how far lines are apart where it does not
     * @param startNanos when the first interval begins
     */
    public static ProgressLine on(
            PrintWriter out, boolean terminal, Duration interval, long startNanos) {
        return new ProgressLine(out::print, out::flush, terminal, interval, startNanos);
    }

    /** The same, on a stream. */
    public static ProgressLine on(
            PrintStream out, boolean terminal, Duration interval, long startNanos) {
        return new ProgressLine(out::print, out::flush, terminal, interval, startNanos);
    }

    /**
     * Shows how it goes, if it is time to.
     *
     * @param nowNanos of the clock by which it was started
     * @param text is asked only if it is time to
     */
    public void show(long nowNanos, Supplier<String> text) {
        if (!terminal && nowNanos - lastLineNanos < interval.toNanos()) {
            return;
        }
        lastLineNanos = nowNanos;
        if (terminal) {
            draw(text.get());
        } else {
            write(text.get());
        }
    }

    /** Shows it on a terminal only, where it costs no line of a log. */
    public void draw(Supplier<String> text) {
        if (terminal) {
            draw(text.get());
        }
    }

    /** Shows how it has ended, in a line that stays. */
    public void finish(String text) {
        if (terminal) {
            draw(text);
        } else {
            out.accept(text);
        }
        write("");
        lastLength = 0;
    }

    /** Writes a line that stays, above what is drawn over. */
    public void say(String text) {
        if (terminal && lastLength > 0) {
            out.accept("\r" + " ".repeat(lastLength) + "\r");
            lastLength = 0;
        }
        write(text);
    }

    /** Leaves the line, so that what follows begins below it. */
    public void end() {
        if (terminal && lastLength > 0) {
            write("");
        }
        flush.run();
    }

    private void draw(String text) {
        out.accept("\r" + text + " ".repeat(Math.max(0, lastLength - text.length())));
        flush.run();
        lastLength = text.length();
    }

    private void write(String text) {
        out.accept(text + System.lineSeparator());
        flush.run();
    }
}
