package io.ratchet.bench.recovery;

import io.ratchet.operator.StepInterceptor;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Fails one step when told to, and notes when training is back. Kept in statics, because Flink
 * makes copies of an interceptor.
 *
 * <p><b>Threading</b>: one training thread at a time, one thread that arms and waits.
 */
final class FailureProbe implements StepInterceptor {
    private static final long serialVersionUID = 1L;
    private static volatile @Nullable Incident incident;

    /** Fails the step after so many more. */
    static Incident arm(int stepsBefore) {
        Incident armed = new Incident(stepsBefore);
        incident = armed;
        return armed;
    }

    @Override
    public void beforeStep(String instance, long step) throws InjectedFailure {
        Incident current = incident;
        if (current != null) {
            current.beforeStep(step);
        }
    }

    /** A failure, and the steps behind it. Times by {@link System#nanoTime()}. */
    static final class Incident {
        private final CountDownLatch caughtUp = new CountDownLatch(1);
        private int stepsBefore;
        private boolean failed;
        private long failedStep;
        private long failedNanos;
        private long failedMillis;
        private long firstStep;
        private long firstBegin;
        private long firstEnd;
        private long caughtUpNanos;

        private Incident(int stepsBefore) {
            this.stepsBefore = stepsBefore;
        }

        private synchronized void beforeStep(long step) throws InjectedFailure {
            long now = System.nanoTime();
            if (!failed) {
                if (stepsBefore-- > 0) {
                    return;
                }
                failed = true;
                failedStep = step;
                failedMillis = System.currentTimeMillis();
                failedNanos = now;
                throw new InjectedFailure(step);
            }
            if (firstBegin == 0) {
                firstBegin = now;
                firstStep = step;
            } else if (firstEnd == 0) {
                firstEnd = now;
            }
            if (caughtUpNanos == 0 && step >= failedStep) {
                caughtUpNanos = now;
            }
            if (caughtUpNanos != 0 && firstEnd != 0) {
                caughtUp.countDown();
            }
        }

        /** Waits until the step that failed begins again; false where it does not in time. */
        boolean awaitCaughtUp(long seconds) throws InterruptedException {
            return caughtUp.await(seconds, TimeUnit.SECONDS);
        }

        /** When the step failed, by the clock. */
        synchronized long failedMillis() {
            return failedMillis;
        }

        /** Milliseconds from the failure to the beginning of the first step behind it. */
        synchronized double millisToFirstBegin() {
            return (firstBegin - failedNanos) / 1e6;
        }

        /** Milliseconds from the failure to the end of the first step behind it. */
        synchronized double millisToFirstEnd() {
            return (firstEnd - failedNanos) / 1e6;
        }

        /** Milliseconds from the failure until the step that failed begins again. */
        synchronized double millisToCaughtUp() {
            return (caughtUpNanos - failedNanos) / 1e6;
        }

        /** Steps that had to be done again. */
        synchronized long replayedSteps() {
            return failedStep - firstStep;
        }
    }
}
