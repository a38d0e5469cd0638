package io.ratchet.tests.support;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions, with a deadline. */
public final class Await {
    /** Long enough for a busy machine; whoever waits so long has failed. */
    public static final Duration LONGEST = Duration.ofSeconds(90);

    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(2).toNanos();

    /** A look may take a fifth of a core: what is waited for needs the rest. */
    private static final int REST_PER_LOOK = 4;

    private Await() {}

    public static void until(String what, BooleanSupplier condition) {
        until(what, LONGEST, condition);
    }

    public static void until(String what, Duration longest, BooleanSupplier condition) {
        long deadline = System.nanoTime() + longest.toNanos();
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            long looked = System.nanoTime();
            if (looked > deadline) {
                throw new AssertionError("Not within " + longest + ": " + what);
            }
            LockSupport.parkNanos(Math.max(LOOK_EVERY_NANOS, REST_PER_LOOK * (looked - began)));
            began = System.nanoTime();
        }
    }
}
