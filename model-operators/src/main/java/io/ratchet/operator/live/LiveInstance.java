package io.ratchet.operator.live;

import io.ratchet.operator.serializer.DamagedValueException;
import io.ratchet.operator.serializer.Pending;
import io.ratchet.training.batch.Batch;
import io.ratchet.training.batch.BatchAssembler;
import io.ratchet.training.batch.Block;
import io.ratchet.training.batch.PartitionPlaces;
import io.ratchet.training.instance.Instance;
import io.ratchet.training.instance.RunTrainer;
import io.ratchet.training.run.RefusalCounts;
import io.ratchet.training.run.RunHistory;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.RunStatus;
import io.ratchet.training.stored.ChunkChange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * An instance in memory, and what the task thread knows of it.
 *
 * <p><b>Owns</b> the native memory of the instance. <b>Threading</b>: the training thread calls
 * {@link #trainer()} and nothing else; the instance's tensors and progress may be read by the task
 * thread while training is paused or nothing of this instance is in flight.
 */
public final class LiveInstance implements AutoCloseable {
    private final String key;
    private final RunSpec spec;
    private final Instance instance;
    private final RunTrainer trainer;
    private final LiveTensors tensors;
    private final BatchAssembler assembler;
    private final ArrayDeque<Pending> ready = new ArrayDeque<>();
    private final List<Pending> left = new ArrayList<>();
    private boolean ended;
    private int inFlight;
    private int begunCount;
    private boolean endQueued;
    private boolean touched;
    private boolean unpublished;
    private boolean pendingStored;
    private boolean settled;
    private RunHistory history = RunHistory.NONE;

    public LiveInstance(
            String key,
            RunSpec spec,
            Instance instance,
            LiveTensors tensors,
            BatchAssembler assembler) {
        this.key = key;
        this.spec = spec;
        this.instance = instance;
        this.trainer = new RunTrainer(spec, instance);
        this.tensors = tensors;
        this.assembler = assembler;
        this.ended = !isTraining();
        this.begunCount = assembler.begunCount();
    }

    public String key() {
        return key;
    }

    public RunSpec spec() {
        return spec;
    }

    /** Whether it is its run's only instance, and not one among many, by key. */
    public boolean isOnly() {
        return key.equals(spec.run());
    }

    /** How it has come to where it stands; none of one instance among many. */
    public RunHistory history() {
        return history;
    }

    void setHistory(RunHistory value) {
        history = value;
    }

    public Instance instance() {
        return instance;
    }

    public RunTrainer trainer() {
        return trainer;
    }

    /** The chunks that differ from what is stored; none of a small instance. */
    List<ChunkChange> changes() {
        return tensors.changes(instance);
    }

    /** How its tensors are stored. */
    LiveTensors tensors() {
        return tensors;
    }

    /** Whether its steps are computed on the task thread, and not handed to the training thread. */
    public boolean isComputedOnTaskThread() {
        return tensors.isComputedOnTaskThread();
    }

    public BatchAssembler assembler() {
        return assembler;
    }

    /** How far each partition has been read, in the order of the spec. */
    public List<Long> positions() {
        return spec.partitions().stream()
                .map(span -> assembler.position(span.partition()))
                .toList();
    }

    /**
     * Notes that nothing of it is stored yet but what describes it: the next checkpoint stores it
     * whole, also where it was only told where its partitions begin.
     */
    void begin() {
        touched = true;
    }

    /**
     * Notes that it still trained where it was stored, and ends there: its end lies there or before
     * it now.
     */
    void settle() {
        settled = true;
        touched = true;
    }

    /** Whether it has ended by being restored, so that no work will report its end. */
    public boolean isSettled() {
        return settled;
    }

    /** Work that is ready and waits for room in the queue, in order. */
    public ArrayDeque<Pending> ready() {
        return ready;
    }

    /** Takes a block in and makes ready what has become a batch. */
    public void add(Block block) {
        if (isOnly()) {
            // An instance among many, by key, is given only some of a partition's records.
            if (ended) {
                return;
            }
            BrokenInputException.requireContinued(block, assembler.position(block.partition()));
        }
        if (block.isMark()) {
            return;
        }
        assembler.add(block);
        makeReady();
    }

    /** Makes ready what is a batch by now, and the end of a run that has nothing more to read. */
    public void makeReady() {
        touched = true;
        takeRefused();
        while (assembler.hasBatch()) {
            ready.add(new Pending.Train(assembler.take()));
            takeRefused();
        }
        if (assembler.ended() && !endQueued) {
            ready.add(new Pending.End(assembler.takeLastRefused()));
            endQueued = true;
        }
    }

    /**
     * Notes, on the task thread, that the run has come to its end. From here on it takes nothing
     * in, and what it has taken in stays as it is: it goes on from there if it is given a later
     * end. Of an instance among many, by key, nobody goes on.
     */
    public void end() {
        ended = true;
    }

    /** Whether it is to be left as it stands. */
    public boolean isLeft() {
        return ended && isOnly();
    }

    /** Takes back work that came to the training thread behind the end, in order. */
    public void leave(Pending task) {
        add(task, left);
        touched = true;
    }

    /**
     * The end of a run that has ended before it would end it again where it is given a later one.
     */
    private void add(Pending task, List<Pending> pending) {
        if (isLeft() && task instanceof Pending.End end) {
            if (!end.refused().isEmpty()) {
                pending.add(new Pending.Refuse(end.refused()));
            }
        } else {
            pending.add(task);
        }
    }

    /**
     * What is stored of its work, in order.
     *
     * @param queued what the training thread has yet to come to
     * @throws IllegalStateException if batches are on their way into the queue, where nobody would
     *     find them: Flink begins no checkpoint while an operator waits for room
     */
    public List<Pending> pending(List<Pending> queued) {
        if (!ready.isEmpty() && !isLeft()) {
            throw new IllegalStateException(
                    "A checkpoint has come while "
                            + ready.size()
                            + " batches of instance '"
                            + key
                            + "' were on their way into the queue; they would be lost. The job goes"
                            + " on from the checkpoint before. Please report this.");
        }
        List<Pending> pending = new ArrayList<>(left);
        for (Pending task : queued) {
            add(task, pending);
        }
        for (Pending task : ready) {
            add(task, pending);
        }
        if (unpublished) {
            pending.add(new Pending.Publish());
        }
        return pending;
    }

    private void takeRefused() {
        for (RefusalCounts refused = assembler.takeRefused();
                refused != null;
                refused = assembler.takeRefused()) {
            ready.add(new Pending.Refuse(refused));
        }
    }

    /** Makes ready what was pending in a checkpoint; comes before any block. */
    public void restore(Pending pending) throws DamagedValueException {
        if (pending instanceof Pending.Train train && isOnly()) {
            requireTaken(train.batch());
        }
        pendingStored = true;
        if (pending instanceof Pending.Publish) {
            unpublished = true;
            return;
        }
        endQueued |= pending instanceof Pending.End;
        touched = true;
        ready.add(pending);
    }

    private void requireTaken(Batch batch) throws DamagedValueException {
        for (PartitionPlaces place : batch.places().partitions()) {
            if (place.to() > assembler.position(place.partition())) {
                throw new DamagedValueException(
                        "queued batch",
                        "holds records of "
                                + place
                                + ", but its run has come to offset "
                                + assembler.position(place.partition())
                                + " only");
            }
        }
    }

    /**
     * Whether its next batch holds more records than in the checkpoint before. They count only
     * where nothing else is to be done for it: what is to be done may be what fails, over and over.
     *
     * @param pending what is still to be done
     */
    public boolean hasFilled(List<Pending> pending) {
        int before = begunCount;
        begunCount = assembler.begunCount();
        return begunCount > before && pending.isEmpty();
    }

    public void queued() {
        inFlight++;
    }

    public void done() {
        inFlight--;
        touched = true;
    }

    /**
     * Whether nothing of this instance is queued, running or waiting, so that it may be evicted.
     */
    boolean isIdle() {
        return inFlight == 0 && ready.isEmpty() && left.isEmpty() && !unpublished;
    }

    /** Whether its state may differ from what is stored. */
    public boolean isTouched() {
        return touched || inFlight > 0;
    }

    public void stored(boolean withPending) {
        touched = false;
        pendingStored = withPending;
    }

    boolean pendingStored() {
        return pendingStored;
    }

    /** Whether it has reached its end and its model is not yet known to be written. */
    public boolean isUnpublished() {
        return unpublished;
    }

    public void setUnpublished(boolean value) {
        unpublished = value;
        touched = true;
    }

    public boolean isTraining() {
        return instance.progress().status() == RunStatus.TRAINING;
    }

    /** Bytes in native memory, in the image and in the assembly. */
    long byteCount() {
        return instance.byteCount() + tensors.byteCount() + assembler.byteCount();
    }

    /** Bytes of host memory, for the cache. */
    long cacheBytes() {
        return tensors.cacheBytes(instance);
    }

    @Override
    public void close() {
        instance.close();
    }
}
