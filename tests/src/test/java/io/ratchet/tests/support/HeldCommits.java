package io.ratchet.tests.support;

import io.ratchet.job.sink.CommitInterceptor;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Holds commits of a life of a job in this process: the checkpoint is complete, its transaction is
 * not committed. One that is held goes on, or the job dies there.
 *
 * <p>Only a name travels with the job's graph; what is held is looked up here.
 */
public final class HeldCommits {
    private static final Map<String, HeldCommits> BY_NAME = new ConcurrentHashMap<>();

    private final AtomicInteger toHold = new AtomicInteger();
    private final Semaphore held = new Semaphore(0);
    private final Semaphore toFail = new Semaphore(0);
    private final Semaphore toGoOn = new Semaphore(0);

    private HeldCommits() {}

    /** Commits that are not held, until some are to be. */
    public static HeldCommits of(String name) {
        HeldCommits commits = new HeldCommits();
        BY_NAME.put(name, commits);
        return commits;
    }

    /** What goes into the job. */
    public static CommitInterceptor interceptor(String name) {
        return new Interceptor(name);
    }

    /** The next commits are held. */
    public void hold(int commits) {
        toHold.set(commits);
    }

    /** Whether one is held that has not been waited for yet. */
    public boolean isHeld() {
        return held.tryAcquire();
    }

    /** The one that is held fails. */
    public void fail() {
        toFail.release();
    }

    /** The one that is held goes on. */
    public void goOn() {
        toGoOn.release();
        toFail.release();
    }

    private void enter() throws InterruptedException {
        if (toHold.getAndDecrement() <= 0) {
            return;
        }
        held.release();
        toFail.acquire();
        if (!toGoOn.tryAcquire()) {
            throw new IllegalStateException("the job dies before it commits");
        }
    }

    private record Interceptor(String name) implements CommitInterceptor {
        private static final long serialVersionUID = 1L;

        @Override
        public void beforeCommit() throws InterruptedException {
            Objects.requireNonNull(BY_NAME.get(name)).enter();
        }
    }
}
