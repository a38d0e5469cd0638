package io.ratchet.bench.job;

import java.time.Duration;

/**
 * The part of a job that is timed. Input that ends early shortens it: how fast a machine is decides
 * nothing but the figures.
 *
 * @param warmUp from the job's first step until the window begins, at most; a quarter of the input
 *     at most
 * @param length how long the window is, at most; it ends with the input at the latest
 * @param steps that the input holds, at least 2
 */
public record TimeWindow(Duration warmUp, Duration length, long steps) {
    /** Parts of the input, of which one may warm up. */
    private static final int PARTS = 4;

    public TimeWindow {
        if (steps < 2) {
            throw new IllegalArgumentException(
                    "A window needs the beginnings of two steps, but the input holds " + steps);
        }
    }

    /** For input without an end. */
    public static TimeWindow endless(Duration warmUp, Duration length) {
        return new TimeWindow(warmUp, length, Long.MAX_VALUE);
    }

    /** The same over other input. */
    public TimeWindow of(long otherSteps) {
        return new TimeWindow(warmUp, length, otherSteps);
    }

    boolean begins(long stepsBefore, long nanosSinceFirst) {
        return nanosSinceFirst >= warmUp.toNanos() || stepsBefore >= steps / PARTS;
    }

    boolean ends(long stepsBefore, long nanosSinceBegin) {
        return nanosSinceBegin >= length.toNanos() || stepsBefore >= steps - 1;
    }
}
