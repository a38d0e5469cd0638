package io.ratchet.bench.job;

import io.ratchet.operator.StepInterceptor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Marks where a {@link TimeWindow} over the steps of this process begins and ends. Kept in a
 * static, because Flink makes copies of an interceptor.
 *
 * <p><b>Threading</b>: training threads count, one thread arms and waits.
 */
public final class StepClock implements StepInterceptor {
    private static final long serialVersionUID = 1L;
    private static volatile @Nullable Timing timing;

    /**
     * A step that has begun.
     *
     * @param steps steps begun before it since the clock was armed
     * @param nanos when, by {@link System#nanoTime()}
     */
    public record Mark(long steps, long nanos) {
        /** Steps a second from this mark to a later one. */
        public double stepsPerSecond(Mark later) {
            return (later.steps - steps) * 1e9 / (later.nanos - nanos);
        }
    }

    /** Times the job that is submitted next. */
    public static Timing arm(TimeWindow window) {
        Timing armed = new Timing(window);
        timing = armed;
        return armed;
    }

    @Override
    public void beforeStep(String instance, long step) {
        Timing armed = timing;
        if (armed != null) {
            armed.beforeStep();
        }
    }

    /** The marks of one window. */
    public static final class Timing {
        private static final long PATIENCE_SECONDS = 120;

        private final TimeWindow window;
        private final CompletableFuture<Mark> begin = new CompletableFuture<>();
        private final CompletableFuture<Mark> end = new CompletableFuture<>();
        private long steps;
        private long firstNanos;
        private long beginNanos;

        private Timing(TimeWindow window) {
            this.window = window;
        }

        private synchronized void beforeStep() {
            long before = steps++;
            long now = System.nanoTime();
            if (before == 0) {
                firstNanos = now;
            }
            if (!begin.isDone()) {
                if (window.begins(before, now - firstNanos)) {
                    beginNanos = now;
                    begin.complete(new Mark(before, now));
                }
            } else if (!end.isDone() && window.ends(before, now - beginNanos)) {
                end.complete(new Mark(before, now));
            }
        }

        /** Waits until the window begins. */
        public Mark awaitBegin(String contestant) throws InterruptedException {
            return await(begin, window.warmUp().toSeconds(), contestant);
        }

        /** Waits until the window ends. */
        public Mark awaitEnd(String contestant) throws InterruptedException {
            return await(end, window.length().toSeconds(), contestant);
        }

        private static Mark await(CompletableFuture<Mark> mark, long seconds, String contestant)
                throws InterruptedException {
            long most = seconds + PATIENCE_SECONDS;
            try {
                return mark.get(most, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                throw new IllegalStateException(
                        "'" + contestant + "' began no step for " + most + " s: has it failed?", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("A mark never fails.", e);
            }
        }
    }
}
