package io.ratchet.operator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of a TRAIN subtask that computes.
 *
 * <p><b>Owns</b> the queue of work, the results nobody has taken yet, and the thread.
 * <b>Lifecycle</b>: started when made; {@link #close()} waits for the running step, so that native
 * memory may be freed behind it. <b>Threading</b>: every method is for Flink's task thread. Between
 * {@link #pause()} and {@link #resume()} no step runs, and what the instances hold is visible to
 * the task thread.
 */
final class TrainingThread implements AutoCloseable {
    private static final long WAKE_UP_AGAIN_NANOS = 10_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition workOrResume = lock.newCondition();
    private final Condition boundary = lock.newCondition();
    private final ArrayDeque<Work> queue = new ArrayDeque<>();
    private final Worker worker;
    private final Runnable wakeUp;
    private final Thread thread;
    private ArrayDeque<Work.Done> results = new ArrayDeque<>();
    private long queuedBytes;
    private boolean paused;
    private boolean stepping;
    private boolean closed;
    private boolean woken;
    private @Nullable Throwable failure;
    private long idleNanos;
    private long pausedNanos;
    private long waitsSince;
    private long stepNanos;
    private long stepCount;

    /** Does a piece of work, on the training thread. */
    interface Worker {
        Work.Done work(Work work) throws Exception;
    }

    /**
     * @param name of the thread
     * @param worker does the work
     * @param wakeUp is called on the training thread when there is a result or a failure after
     *     nothing was waiting; what it throws fails the task like a failure in a step
     */
    TrainingThread(String name, Worker worker, Runnable wakeUp) {
        this.worker = worker;
        this.wakeUp = wakeUp;
        this.thread = new Thread(this::loop, name);
        thread.setDaemon(true);
        thread.start();
    }

    void enqueue(Work work) throws TrainingFailedException {
        lock.lock();
        try {
            throwFailure();
            queue.add(work);
            queuedBytes += work.byteCount();
            workOrResume.signal();
        } finally {
            lock.unlock();
        }
    }

    int queuedCount() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    long queuedBytes() {
        lock.lock();
        try {
            return queuedBytes;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the end of the running step and keeps the next from starting; returns what is still
     * queued.
     */
    List<Work> pause() throws InterruptedException, TrainingFailedException {
        lock.lockInterruptibly();
        try {
            paused = true;
            while (stepping) {
                boundary.await();
            }
            throwFailure();
            return new ArrayList<>(queue);
        } finally {
            lock.unlock();
        }
    }

    /** Keeps the next step from starting, and does not wait for the running one. */
    void hold() {
        lock.lock();
        try {
            paused = true;
        } finally {
            lock.unlock();
        }
    }

    void resume() {
        lock.lock();
        try {
            paused = false;
            workOrResume.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Takes what has been done since the last call, in order. */
    ArrayDeque<Work.Done> takeResults() throws TrainingFailedException {
        lock.lock();
        try {
            throwFailure();
            woken = false;
            ArrayDeque<Work.Done> taken = results;
            results = new ArrayDeque<>();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Nanoseconds for which the thread has had nothing to do, pauses excepted. */
    long idleNanos() {
        lock.lock();
        try {
            return idleNanos;
        } finally {
            lock.unlock();
        }
    }

    /** Nanoseconds for which a pause has kept the thread from its next step. */
    long pausedNanos() {
        lock.lock();
        try {
            return waitsSince == 0 ? pausedNanos : pausedNanos + System.nanoTime() - waitsSince;
        } finally {
            lock.unlock();
        }
    }

    /** Mean nanoseconds of a piece of work so far, 0 before the first. */
    long meanStepNanos() {
        lock.lock();
        try {
            return stepCount == 0 ? 0 : stepNanos / stepCount;
        } finally {
            lock.unlock();
        }
    }

    /** Lets the running step end, drops the rest, and waits for the thread. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            workOrResume.signal();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException interruption) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void throwFailure() throws TrainingFailedException {
        if (failure != null) {
            throw new TrainingFailedException(failure);
        }
    }

    private void loop() {
        Work work;
        while ((work = next()) != null) {
            long begin = System.nanoTime();
            Work.Done done = null;
            Throwable thrown = null;
            try {
                done = worker.work(work);
            } catch (Throwable error) { // also an Error must reach the task, or the job would hang
                thrown = error;
            }
            if (!finish(done, thrown, System.nanoTime() - begin)) {
                return;
            }
        }
    }

    private @Nullable Work next() {
        lock.lock();
        try {
            while (!closed && (paused || queue.isEmpty())) {
                long begin = System.nanoTime();
                boolean starved = !paused;
                waitsSince = starved ? 0 : begin;
                workOrResume.awaitUninterruptibly();
                waitsSince = 0;
                if (starved) {
                    idleNanos += System.nanoTime() - begin;
                } else {
                    pausedNanos += System.nanoTime() - begin;
                }
            }
            if (closed) {
                return null;
            }
            Work work = queue.removeFirst();
            queuedBytes -= work.byteCount();
            stepping = true;
            return work;
        } finally {
            lock.unlock();
        }
    }

    /** Hands over what was done; false where that, or the work, has failed. */
    private boolean finish(Work.@Nullable Done done, @Nullable Throwable thrown, long nanos) {
        boolean wake;
        lock.lock();
        try {
            stepping = false;
            stepNanos += nanos;
            stepCount++;
            failure = thrown;
            if (done != null) {
                results.add(done);
            }
            boundary.signal();
            wake = !woken && !closed;
            woken = true;
        } finally {
            lock.unlock();
        }
        if (wake) {
            wakeTask();
        }
        return !hasFailed();
    }

    /** Until it succeeds: a task that nobody wakes would wait for ever, and hear of no failure. */
    private void wakeTask() {
        while (true) {
            try {
                wakeUp.run();
                return;
            } catch (Throwable error) {
                if (!keep(error)) {
                    return;
                }
                LockSupport.parkNanos(WAKE_UP_AGAIN_NANOS);
            }
        }
    }

    /** Keeps the first failure for the task; false where nobody waits for it any more. */
    private boolean keep(Throwable error) {
        lock.lock();
        try {
            if (failure == null) {
                failure = error;
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasFailed() {
        lock.lock();
        try {
            return failure != null;
        } finally {
            lock.unlock();
        }
    }
}
