package io.ratchet.bench.job;

import io.ratchet.operator.StepInterceptor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the steps of this process and tells when one begins. Kept in statics, because Flink makes
 * copies of an interceptor.
 *
 * <p><b>Threading</b>: training threads count, one thread asks.
 */
public final class StepClock implements StepInterceptor {
    private static final long serialVersionUID = 1L;
    private static final long PATIENCE_SECONDS = 120;
    private static final AtomicLong STEPS = new AtomicLong();
    private static final LinkedBlockingQueue<CompletableFuture<Mark>> WAITING =
            new LinkedBlockingQueue<>();

    /**
     * A step that has begun.
     *
     * @param steps steps begun in this process before it
     * @param step its number in its run
     * @param nanos when, by {@link System#nanoTime()}
     */
    public record Mark(long steps, long step, long nanos) {
        /** Steps a second from this mark to a later one. */
        public double stepsPerSecond(Mark later) {
            return (later.steps - steps) * 1e9 / (later.nanos - nanos);
        }
    }

    @Override
    public void beforeStep(String instance, long step) {
        long before = STEPS.getAndIncrement();
        if (!WAITING.isEmpty()) {
            CompletableFuture<Mark> asked = WAITING.poll();
            if (asked != null) {
                asked.complete(new Mark(before, step, System.nanoTime()));
            }
        }
    }

    /**
     * Waits for the next step to begin.
     *
     * @param contestant who is to begin it
     * @throws IllegalStateException where none begins in time
     */
    public static Mark await(String contestant) throws InterruptedException {
        CompletableFuture<Mark> asked = new CompletableFuture<>();
        WAITING.add(asked);
        try {
            return asked.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            WAITING.clear(); // one thread asks
            throw new IllegalStateException(
                    "'"
                            + contestant
                            + "' began no step for "
                            + PATIENCE_SECONDS
                            + " s: has its input come to an end?",
                    e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A mark never fails.", e);
        }
    }
}
