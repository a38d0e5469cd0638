package io.ratchet.tests.support;

import io.ratchet.operator.StepInterceptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sits before every step of a job in this process: throws where a test wants a fault, slows down
 * where it needs time, and notes at which step every recovery went on.
 *
 * <p>Only its name travels with the job's graph; what it does is looked up here.
 */
public final class Faults {
    private static final Map<String, Faults> BY_JOB = new ConcurrentHashMap<>();
    private static final long FIRST_SLOW_STEP_NANOS = 4_000_000;
    private static final long SLOWEST_STEP_NANOS = 40_000_000;
    private static final long LAST_STEP_NANOS = 1_000_000_000;
    private static final double SLOWER_BY = 1.15;

    private final Map<String, Long> lastSteps = new HashMap<>();
    private final Map<String, Long> slowFrom = new HashMap<>();
    private final Map<String, Long> keptBack = new HashMap<>();
    private final List<Resumption> resumptions = new ArrayList<>();
    private final long stepNanos;
    private @Nullable Fault armed;
    private long stepCount;
    private final Set<String> seenInLife = new HashSet<>();
    private int life;

    /**
     * @param stepNanos how long each step takes longer
     */
    private Faults(long stepNanos) {
        this.stepNanos = stepNanos;
    }

    /**
     * A recovery of an instance.
     *
     * @param instance the instance
     * @param lost the last step that had been begun before the interruption
     * @param next the step that it went on with
     */
    public record Resumption(String instance, long lost, long next) {}

    private record Fault(String instance, long step) {}

    /** Steps of a job without faults, until some are armed. */
    public static Faults of(String job, long stepNanos) {
        Faults faults = new Faults(stepNanos);
        BY_JOB.put(job, faults);
        return faults;
    }

    /** What goes into the job. */
    public static StepInterceptor interceptor(String job) {
        return new Interceptor(job);
    }

    /** Throws at the first step of the instance that is not below the one given. */
    public synchronized void failAt(String instance, long step) {
        armed = new Fault(instance, step);
    }

    /** Whether the armed fault has been thrown. */
    public synchronized boolean hasFailed() {
        return armed == null;
    }

    /**
     * From this step on, each takes longer than the last, so that the run does not end too early.
     */
    public synchronized void slowFrom(String instance, long step) {
        slowFrom.put(instance, step);
    }

    /**
     * The job does not end, however late a test sees what it waits for: of the instances that are
     * kept, the last one to begin its last step waits there for a while, so that commits on their
     * way arrive, and then throws, so that all go back to the newest checkpoint. It must not wait
     * for good, as the barrier of the commit that a test waits for may be behind it; and the others
     * may end, so that one that is far ahead does not keep them from training.
     */
    public synchronized void keepFromEnding(String instance, long lastStep) {
        keptBack.put(instance, lastStep);
    }

    /** Every instance takes as little time as it can, and ends. */
    public synchronized void hurry() {
        slowFrom.clear();
        keptBack.clear();
    }

    /** The job is submitted: from the second time on, what comes next is a recovery. */
    public synchronized void startLife() {
        life++;
        seenInLife.clear();
    }

    /** Steps begun in all, with those that were begun again. */
    public synchronized long stepCount() {
        return stepCount;
    }

    /** The last step of an instance that was begun. */
    public synchronized long lastStep(String instance) {
        return lastSteps.getOrDefault(instance, 0L);
    }

    public synchronized List<Resumption> resumptions() {
        return List.copyOf(resumptions);
    }

    private long enter(String instance, long step) {
        stepCount++;
        Long last = lastSteps.put(instance, step);
        boolean begins = seenInLife.add(instance);
        if (begins ? life > 1 : last != null && step != last + 1) {
            resumptions.add(new Resumption(instance, last == null ? 0 : last, step));
        }
        Fault fault = armed;
        if (fault != null && fault.instance.equals(instance) && step >= fault.step) {
            armed = null;
            throw new IllegalStateException("a fault at step " + step + " of " + instance);
        }
        if (wouldEnd(instance)) {
            return LAST_STEP_NANOS;
        }
        long late = step - slowFrom.getOrDefault(instance, Long.MAX_VALUE);
        return late < 0
                ? stepNanos
                : (long)
                        Math.min(
                                (double) SLOWEST_STEP_NANOS,
                                FIRST_SLOW_STEP_NANOS * Math.pow(SLOWER_BY, (double) late));
    }

    private synchronized void throwIfKept(String instance, long step) {
        if (wouldEnd(instance)) {
            throw new IllegalStateException("step " + step + " of " + instance + " is kept back");
        }
    }

    private boolean wouldEnd(String instance) {
        return keptBack.containsKey(instance)
                && keptBack.entrySet().stream()
                        .allMatch(kept -> lastStep(kept.getKey()) >= kept.getValue());
    }

    private record Interceptor(String job) implements StepInterceptor {
        private static final long serialVersionUID = 1L;

        @Override
        public void beforeStep(String instance, long step) {
            Faults faults = Objects.requireNonNull(BY_JOB.get(job));
            long nanos;
            synchronized (faults) {
                nanos = faults.enter(instance, step);
            }
            if (nanos > 0) {
                LockSupport.parkNanos(nanos);
            }
            faults.throwIfKept(instance, step);
        }
    }
}
