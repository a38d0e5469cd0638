package io.ratchet.job.demo;

import io.ratchet.kafka.console.ProgressLine;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** How far a training is, as a bar of its steps. */
final class StepBar {
    private static final int WIDTH = 24;
    private static final Duration LINE_INTERVAL = Duration.ofSeconds(2);

    private final ProgressLine line;

    StepBar(PrintStream out, boolean terminal) {
        long longAgo = System.nanoTime() - LINE_INTERVAL.toNanos();
        this.line = ProgressLine.on(out, terminal, LINE_INTERVAL, longAgo);
    }

    /** Shows how far a training is, if it is time to. */
    void show(long step, long steps, String rest) {
        line.show(System.nanoTime(), () -> text(step, steps, rest));
    }

    private static String text(long step, long steps, String rest) {
        double share = steps == 0 ? 0 : Math.min(1, step / (double) steps);
        int filled = (int) (share * WIDTH);
        return String.format(
                Locale.ROOT,
                "  [%s%s] step %,d of %,d  %s",
                "#".repeat(filled),
                "-".repeat(WIDTH - filled),
                step,
                steps,
                rest);
    }

    /** Writes a line that stays. */
    void say(String text) {
        line.say(text);
    }
}
