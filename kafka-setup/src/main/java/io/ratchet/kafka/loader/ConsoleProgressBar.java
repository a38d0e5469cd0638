package io.ratchet.kafka.loader;

import io.ratchet.kafka.console.ProgressLine;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Shows a load on a console: a bar that is drawn over itself on a terminal, else a line every few
 * seconds, fit for a log.
 */
public final class ConsoleProgressBar implements LoadListener {
    private static final int WIDTH = 30;
    private static final Duration LINE_INTERVAL = Duration.ofSeconds(5);

    private final ProgressLine line;
    private final String title;

    /**
     * A bar on a stream.
     *
     * @param terminal whether the stream is one, so that a line can be drawn over
     * @param title stands before the bar
     */
    public ConsoleProgressBar(PrintStream out, boolean terminal, String title) {
        this.line = ProgressLine.on(out, terminal, LINE_INTERVAL, 0);
        this.title = title;
    }

    @Override
    public void checked(LoadProgress progress) {
        line.draw(() -> "checking " + text(progress, progress.fraction()));
    }

    @Override
    public void progressed(LoadProgress progress) {
        line.show(progress.elapsed().toNanos(), () -> text(progress, progress.fraction()));
    }

    @Override
    public void finished(LoadProgress progress) {
        line.finish(text(progress, 1));
    }

    private String text(LoadProgress progress, double fraction) {
        if (!progress.isSized()) {
            return String.format(
                    Locale.ROOT,
                    "%s  %,d records  %,.0f/s",
                    title,
                    progress.recordCount(),
                    progress.recordsPerSecond());
        }
        int done = (int) Math.round(fraction * WIDTH);
        return String.format(
                Locale.ROOT,
                "%s [%s%s] %3d%%  %,d records  %,.0f/s",
                title,
                "#".repeat(done),
                ".".repeat(WIDTH - done),
                Math.round(fraction * 100),
                progress.recordCount(),
                progress.recordsPerSecond());
    }
}
