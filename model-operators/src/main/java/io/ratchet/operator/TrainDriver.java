package io.ratchet.operator;

import io.ratchet.operator.end.AwaitedModels;
import io.ratchet.operator.live.DeviceRoom;
import io.ratchet.operator.live.InstanceLoader;
import io.ratchet.operator.live.LiveInstance;
import io.ratchet.operator.live.LiveInstances;
import io.ratchet.operator.live.Snapshot;
import io.ratchet.operator.live.TrainState;
import io.ratchet.operator.live.UnstoredInstances;
import io.ratchet.operator.serializer.Pending;
import io.ratchet.training.batch.Block;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Drives the instances of one subtask: from blocks to the training thread's queue, from its results
 * to records, and from a barrier to state.
 *
 * <p>Invariant: at every point where the task thread may take a checkpoint, each accepted record is
 * in exactly one of: a step of the image, a batch of the queue, the assembly. Between the assembly
 * and the queue a batch is ready, and may wait there for room: the task then does what others want
 * of it, but Flink begins no checkpoint, which has a lower priority than whatever an operator
 * yields to. After a restart at another parallelism the pieces of a key move together, because all
 * are keyed state.
 *
 * <p><b>Owns</b> the live instances and the training thread. <b>Threading</b>: the task thread, but
 * for {@link #work}. <b>On restore</b>: {@link #restore()} queues what was pending, in order,
 * before any new block is taken.
 */
final class TrainDriver implements AutoCloseable {
    private final TrainState state;
    private final InstanceLoader loader;
    private final LiveInstances instances;
    private final UnstoredInstances unstored;
    private final DeviceRoom room;
    private final TrainingThread training;
    private final QueueDepth depth;
    private final MailboxExecutor mailbox;
    private final StepInterceptor interceptor;
    private final ResultEmitter emitter;
    private final AwaitedModels models;
    private final TrainMetrics metrics;
    private final CheckpointAbsence absence;
    private final Consumer<LiveInstance> runEnds;
    private final IntakeReporter intake;
    private final BooleanSupplier isEnding;
    private List<Snapshot> prepared = List.of();
    private int inFlight;
    private long progressCount;
    private boolean silenced;

    TrainDriver(TrainParts parts, String threadName) {
        this.state = parts.state();
        this.loader = parts.loader();
        this.instances = parts.instances();
        this.unstored = parts.unstored();
        this.room = parts.room();
        this.depth = parts.depth();
        this.mailbox = parts.mailbox();
        this.interceptor = parts.interceptor();
        this.models = new AwaitedModels(parts.publisher());
        this.runEnds = parts.runEnds();
        this.intake = parts.intake();
        this.isEnding = parts.isEnding();
        this.training = new TrainingThread(threadName, this::work, this::wakeUp);
        this.metrics =
                new TrainMetrics(parts.metricGroup(), training::queuedCount, instances::count);
        metrics.addDevice(parts.metricGroup(), parts.traffic(), instances::deviceByteCount);
        this.absence = new CheckpointAbsence(training, depth, metrics);
        this.emitter =
                new ResultEmitter(
                        parts.output(), parts.clockMillis(), metrics, parts.loader()::ends);
    }

    /** Queues what was pending in the restored checkpoint, and publishes what had ended. */
    void restore() throws Exception {
        for (String key : state.keysWithPending()) {
            if (loader.isGone(key)) {
                continue;
            }
            LiveInstance live = instance(key);
            for (Pending pending : state.pending(key)) {
                live.restore(pending);
            }
            if (live.isUnpublished() && !live.isSettled()) {
                models.publish(live);
            }
            feed(live);
        }
    }

    void accept(Block block) throws Exception {
        absence.end();
        LiveInstance live = instance(block.instance());
        live.add(block);
        intake.changed(live);
        feed(live);
    }

    /**
     * Ends a run that has nothing more to read, so that no block will ever tell its end; one that
     * has something to read is only loaded.
     */
    void endUnread(String run) throws Exception {
        LiveInstance live = instance(run);
        live.makeReady();
        feed(live);
    }

    /** Reports the end of a run whose end, as it is now, lies where it is restored or before it. */
    void reportEnd(String run) throws Exception {
        LiveInstance live = instance(run);
        if (!live.isSettled()) {
            emitter.emitEnd(live);
        }
    }

    /** Whether a run has come to its end, in memory or in what is stored. */
    boolean hasEnded(String run) throws Exception {
        LiveInstance live = instances.get(run);
        return live == null ? loader.hasEnded(run) : !live.isTraining();
    }

    /** How far each partition of a run has been read, in the order of its spec. */
    List<Long> positions(String run) throws Exception {
        return instance(run).positions();
    }

    /**
     * Trains and emits all that was taken in, and reports where the runs stand that go on: nothing
     * may leave behind the end of input, not even ahead of a last barrier.
     */
    void endInput() throws Exception {
        drain();
        for (LiveInstance live : instances.touched()) {
            emitter.emitTraining(live, live.instance().progress());
        }
        emitter.endInput();
    }

    /** Waits until everything that was taken in has been trained and emitted. */
    void drain() throws Exception {
        while (inFlight > 0) {
            mailbox.yield();
        }
    }

    /** Emits what has been done since the last call. */
    void emitResults() throws Exception {
        absence.end();
        if (!silenced) {
            for (Work.Done done : takeResults()) {
                emitter.emit(done);
            }
        }
    }

    /** Takes the image of what has changed, and emits every result that belongs to it. */
    void prepareSnapshot(long checkpointId) throws Exception {
        absence.mark();
        List<Work> queued = training.pause();
        long paused = System.nanoTime();
        ArrayDeque<Work.Done> results = takeResults();
        PendingWork pending = PendingWork.of(queued);
        List<Snapshot> snapshots = new ArrayList<>();
        long changedBytes = 0;
        for (LiveInstance live : instances.touched()) {
            Snapshot snapshot = Snapshot.take(live, pending.of(live));
            changedBytes += snapshot.changedBytes();
            if (live.hasFilled(snapshot.pending())) {
                progressCount++;
            }
            snapshots.add(snapshot);
        }
        long resumed = System.nanoTime();
        training.resume();
        metrics.image(resumed - paused, changedBytes, queued.size());
        for (Work.Done done : results) {
            emitter.emit(done);
        }
        for (Snapshot snapshot : snapshots) {
            report(checkpointId, snapshot);
        }
        prepared = snapshots;
        absence.begin();
    }

    /**
     * How many batches have been trained or refused since this was made, and how often a checkpoint
     * came upon more records of a batch that is not full yet.
     */
    long progressCount() {
        return progressCount;
    }

    /** Writes the prepared snapshots into state. */
    void storeSnapshot() throws Exception {
        for (Snapshot snapshot : prepared) {
            store(snapshot);
        }
        prepared = List.of();
    }

    /**
     * Stops training and emitting for good: the job ends with this savepoint, or, where it fails,
     * Flink fails the task, so that the job goes on from its newest checkpoint.
     */
    void silence() throws Exception {
        standStill();
        training.pause();
    }

    /** The same without waiting for the running step: nobody takes its result. */
    void standStill() {
        silenced = true;
        intake.silence();
        training.hold();
    }

    /** Writes the final models of instances whose end is in a complete checkpoint. */
    void checkpointComplete(long checkpointId) throws IOException {
        models.checkpointComplete(checkpointId);
    }

    @Override
    public void close() {
        training.close();
        instances.close();
    }

    private void wakeUp() {
        try {
            mailbox.execute(this::emitResults, "emit what has been trained");
        } catch (RejectedExecutionException taskEnds) {
            // The mailbox has been closed: nobody waits for this result any more.
        }
    }

    private Work.Done work(Work work) throws Exception {
        return work.carryOut(interceptor);
    }

    private void feed(LiveInstance live) throws Exception {
        if (live.isComputedOnTaskThread()) {
            computeHere(live);
            return;
        }
        while (!live.ready().isEmpty()) {
            while (!hasRoom()) {
                mailbox.yield();
            }
            if (live.isLeft()) {
                return;
            }
            training.enqueue(Work.of(live, live.ready().remove()));
            live.queued();
            inFlight++;
        }
    }

    /**
     * A last checkpoint must not wait for steps: what lies before its barrier, and what an
     * unaligned checkpoint has stored of the input, is taken into the queue, and stored with it.
     */
    private boolean hasRoom() {
        return isEnding.getAsBoolean()
                ? depth.hasRoom(training.queuedCount(), training.queuedBytes())
                : depth.hasRoom(
                        training.queuedCount(), training.queuedBytes(), training.meanStepNanos());
    }

    /** A step of a small instance takes less time than handing it to the training thread would. */
    private void computeHere(LiveInstance live) throws Exception {
        while (!live.ready().isEmpty() && !live.isLeft() && !silenced) {
            live.queued();
            Work.Done done;
            try {
                done = work(Work.of(live, live.ready().remove()));
            } catch (Exception failure) {
                throw new TrainingFailedException(failure);
            }
            account(done);
            emitter.emit(done);
            unstored.trained(live);
        }
        storeOverdue();
    }

    private void account(Work.Done done) {
        LiveInstance live = done.work().live();
        live.done();
        progressCount++;
        if (!done.sha256().isEmpty()) {
            live.setUnpublished(true);
        }
        if (done.isEnd()) {
            live.end();
            if (live.isOnly()) {
                runEnds.accept(live);
            }
        } else if (done.isBehindEnd() && live.isOnly()) {
            live.leave(done.work().task());
        }
    }

    private ArrayDeque<Work.Done> takeResults() throws TrainingFailedException {
        ArrayDeque<Work.Done> results = training.takeResults();
        for (Work.Done done : results) {
            inFlight--;
            account(done);
        }
        return results;
    }

    private LiveInstance instance(String key) throws Exception {
        LiveInstance live = instances.get(key);
        if (live == null) {
            live =
                    room.load(
                            loader.footprint(key),
                            instances::footprint,
                            () -> evict(instances.evictableFromDevice()),
                            () -> load(key));
            instances.add(live);
            emitter.emitSettled(live);
            makeRoom();
        }
        return live;
    }

    private LiveInstance load(String key) throws Exception {
        long begin = System.nanoTime();
        LiveInstance live = loader.load(key);
        metrics.loaded(System.nanoTime() - begin);
        return live;
    }

    private void makeRoom() throws Exception {
        boolean helps = true;
        while (helps && instances.isOverfull()) {
            helps = evict(instances.evictable());
        }
    }

    private void storeOverdue() throws Exception {
        for (LiveInstance live = unstored.overdue(); live != null; live = unstored.overdue()) {
            storeAhead(live);
        }
    }

    /** The next checkpoint finds it unchanged, and would not report where its run stands. */
    private void storeAhead(LiveInstance live) throws Exception {
        emitter.emitTraining(live, live.instance().progress());
        store(Snapshot.take(live, List.of()));
    }

    /** Evicts an instance, or waits for a result if none may go; false where nothing helps. */
    private boolean evict(@Nullable LiveInstance oldest) throws Exception {
        if (oldest != null) {
            if (oldest.isTouched()) {
                storeAhead(oldest);
            }
            instances.evict(oldest);
        } else if (inFlight > 0) {
            mailbox.yield();
        } else {
            return false;
        }
        return true;
    }

    private void store(Snapshot snapshot) throws Exception {
        LiveInstance live = snapshot.live();
        state.write(snapshot, live.assembler().state());
        live.stored(!snapshot.pending().isEmpty());
        unstored.stored(live);
    }

    private void report(long checkpointId, Snapshot snapshot) {
        LiveInstance live = snapshot.live();
        models.await(live, checkpointId);
        emitter.emitTraining(live, snapshot.progress());
    }
}
