package io.ratchet.job.demo;

import java.io.PrintStream;
import java.util.Locale;

/**
 * A line that is written over and over where a person watches, and now and then where a file does.
 */
final class ProgressLine {
    private static final int BAR_WIDTH = 24;
    private static final long FILE_NANOS = 2_000_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private int lastLength;
    private long lastNanos;

    ProgressLine(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Shows how far a training is. */
    void show(long step, long steps, String rest) {
        long now = System.nanoTime();
        if (!terminal && now - lastNanos < FILE_NANOS) {
            return;
        }
        lastNanos = now;
        double share = steps == 0 ? 0 : Math.min(1, step / (double) steps);
        int filled = (int) (share * BAR_WIDTH);
        String text =
                String.format(
                        Locale.ROOT,
                        "  [%s%s] step %,d of %,d  %s",
                        "#".repeat(filled),
                        "-".repeat(BAR_WIDTH - filled),
                        step,
                        steps,
                        rest);
        if (terminal) {
            out.print("\r" + text + " ".repeat(Math.max(0, lastLength - text.length())));
            out.flush();
            lastLength = text.length();
        } else {
            out.println(text);
        }
    }

    /** Writes a line that stays. */
    void say(String text) {
        if (terminal && lastLength > 0) {
            out.print("\r" + " ".repeat(lastLength) + "\r");
            lastLength = 0;
        }
        out.println(text);
        out.flush();
    }
}
