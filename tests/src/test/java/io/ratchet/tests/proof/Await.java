package io.ratchet.tests.proof;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions, with a deadline. */
final class Await {
    /** Long enough for a busy machine; whoever waits so long has failed. */
    static final Duration LONGEST = Duration.ofSeconds(90);

    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(2).toNanos();

    private Await() {}

    static void until(String what, BooleanSupplier condition) {
        until(what, LONGEST, condition);
    }

    static void until(String what, Duration longest, BooleanSupplier condition) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not within " + longest + ": " + what);
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }
}
