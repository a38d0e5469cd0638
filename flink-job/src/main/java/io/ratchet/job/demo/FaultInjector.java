package io.ratchet.job.demo;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Throws one armed fault when its moment comes, and keeps the times and steps around it.
 *
 * <p>Static, because Kafka and Flink make the interceptors that call it: this works only where the
 * job runs in the process that arms it. <b>Threading</b>: any.
 */
final class FaultInjector {
    private static final AtomicReference<@Nullable FaultKind> ARMED = new AtomicReference<>();
    private static final AtomicInteger REMAINING = new AtomicInteger();
    private static final AtomicReference<@Nullable Recovery> RECOVERY = new AtomicReference<>();
    private static final AtomicInteger ATTEMPTS = new AtomicInteger();
    private static volatile int newestAttempt;
    private static volatile long newestStep;
    private static volatile long highestStep;

    private FaultInjector() {}

    /** A fault that has struck. */
    private record Recovery(
            long faultNanos, long highestStep, long resumedAtStep, long recoveredNanos) {}

    /**
     * How a fault was recovered from.
     *
     * @param resumedAtStep the last step of the restored model
     * @param replayedSteps steps that had been trained beyond it and were trained again
     * @param seconds from the fault to the first step after it
     */
    record Outcome(long resumedAtStep, long replayedSteps, double seconds) {}

    /** Forgets everything, before a new training. */
    static void reset() {
        ARMED.set(null);
        RECOVERY.set(null);
        newestStep = 0;
        highestStep = 0;
    }

    /** Arms a fault; it strikes at the given number of events of its place from now on. */
    static void arm(FaultKind kind, int afterEvents) {
        RECOVERY.set(null);
        REMAINING.set(afterEvents);
        ARMED.set(kind);
    }

    /** Whether the armed fault has struck. */
    static boolean hasStruck() {
        return RECOVERY.get() != null;
    }

    /** The step begun last. */
    static long newestStep() {
        return newestStep;
    }

    /** The highest step begun so far. */
    static long highestStep() {
        return highestStep;
    }

    /** How the fault that struck last was recovered from; null while it is not. */
    static @Nullable Outcome outcome() {
        Recovery recovery = RECOVERY.get();
        if (recovery == null || recovery.recoveredNanos() == 0) {
            return null;
        }
        return new Outcome(
                recovery.resumedAtStep(),
                recovery.highestStep() - recovery.resumedAtStep(),
                (recovery.recoveredNanos() - recovery.faultNanos()) / 1e9);
    }

    /** Tells that events of a place happen; throws where the armed fault's moment has come. */
    static void pass(FaultKind place, int events) {
        if (ARMED.get() == place
                && REMAINING.addAndGet(-events) <= 0
                && ARMED.compareAndSet(place, null)) {
            struck();
            throw new InjectedFault(place);
        }
    }

    /** Tells that the fault that no code of the job throws has struck: the cluster is gone. */
    static void struck() {
        RECOVERY.set(new Recovery(System.nanoTime(), highestStep, 0, 0));
    }

    /** Numbers the attempts to run the training task. */
    static int nextAttempt() {
        return ATTEMPTS.incrementAndGet();
    }

    /** Is called on the training thread before every step. */
    static void beforeStep(int attempt, long step) {
        Recovery recovery = RECOVERY.get();
        boolean restarted = attempt != newestAttempt;
        newestAttempt = attempt;
        if (recovery != null && recovery.recoveredNanos() == 0 && restarted) {
            RECOVERY.set(
                    new Recovery(
                            recovery.faultNanos(),
                            recovery.highestStep(),
                            step - 1,
                            System.nanoTime()));
        }
        newestStep = step;
        highestStep = Math.max(highestStep, step);
        pass(FaultKind.STEP, 1);
    }
}
