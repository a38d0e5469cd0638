package io.ratchet.job.waiting;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Waits for conditions by looking again and again, with a deadline. A thread that is interrupted
 * waits no longer, and stays interrupted.
 */
public final class Waiting {
    private static final Duration USUAL_PAUSE = Duration.ofMillis(20);

    private Waiting() {}

    /**
     * Looks until a condition holds or the time is over, every 20 ms.
     *
     * @param longest how long to wait
     * @return whether it holds
     */
    public static boolean until(Duration longest, BooleanSupplier condition) {
        return until(longest, USUAL_PAUSE, condition);
    }

    /**
     * Looks until a condition holds or the time is over: at once, and then after each pause.
     *
     * @param longest how long to wait
     * @param pause between two looks
     * @return whether it holds
     */
    public static boolean until(Duration longest, Duration pause, BooleanSupplier condition) {
        return until(longest, pause, condition::getAsBoolean, holds -> holds);
    }

    /**
     * Looks until a value is what is waited for or the time is over: at once, and then after each
     * pause.
     *
     * @param longest how long to wait
     * @param pause between two looks
     * @param look returns the value as it is now
     * @param enough whether it is what is waited for
     * @return the last value
     */
    public static <T> T until(
            Duration longest, Duration pause, Supplier<T> look, Predicate<T> enough) {
        long begin = System.nanoTime();
        while (true) {
            T value = look.get();
            if (enough.test(value)
                    || System.nanoTime() - begin >= longest.toNanos()
                    || Thread.currentThread().isInterrupted()) {
                return value;
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }
}
