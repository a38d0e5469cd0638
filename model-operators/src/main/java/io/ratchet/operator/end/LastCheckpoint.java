package io.ratchet.operator.end;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongPredicate;
import org.apache.flink.runtime.checkpoint.CheckpointCoordinator;
import org.apache.flink.runtime.checkpoint.PendingCheckpoint;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.runtime.state.CheckpointStorageLocation;

/**
 * The last checkpoint of a start whose process is about to end: which one it is, and what TRAIN has
 * left behind it.
 *
 * <p>Whoever ends the process asks for it. The first checkpoint that begins afterwards, and is no
 * savepoint, is the last one: behind its barrier TRAIN computes nothing more and lets no other
 * checkpoint pass, and when it is complete, TRAIN writes the model of each run that still trains.
 * It is a checkpoint as any other, so that its barrier may overtake batches, which that of a
 * savepoint may not. Job manager and tasks have to be in the process that asks; on a cluster a job
 * is stopped with a savepoint.
 *
 * <p><b>Threading</b>: any thread.
 */
public final class LastCheckpoint {
    private static final ConcurrentMap<String, LastCheckpoint> STARTS = new ConcurrentHashMap<>();
    private static final long NONE = -1;

    private final Map<Integer, Optional<List<StoppedRun>>> leftBySubtask = new TreeMap<>();
    private long id = NONE;
    private boolean completed;

    private LastCheckpoint() {}

    /** Asks for the last checkpoint of a start; whoever does has to begin one. */
    public static LastCheckpoint ask(String start) {
        return STARTS.computeIfAbsent(start, none -> new LastCheckpoint());
    }

    /** Forgets a start whose job has ended. */
    public static void forget(String start) {
        STARTS.remove(start);
    }

    public static Optional<LastCheckpoint> of(String start) {
        return Optional.ofNullable(STARTS.get(start));
    }

    /**
     * Tells savepoints apart, among them the one that keeps a job's last state: nobody hears of
     * their completion, so none of them can be the last checkpoint.
     */
    public static LongPredicate savepoints(OperatorCoordinator.Context context) {
        return checkpoint -> {
            CheckpointCoordinator checkpoints = context.getCheckpointCoordinator();
            PendingCheckpoint pending =
                    checkpoints == null
                            ? null
                            : checkpoints.getPendingCheckpoints().get(checkpoint);
            CheckpointStorageLocation location =
                    pending == null ? null : pending.getCheckpointStorageLocation();
            // A checkpoint lies where all of its job lie; a savepoint where it was told to.
            return location != null && !location.getLocationReference().isDefaultReference();
        };
    }

    /** A checkpoint begins, before its barrier is anywhere. */
    public synchronized void begin(long checkpoint) {
        if (id == NONE) {
            id = checkpoint;
        }
    }

    public synchronized boolean is(long checkpoint) {
        return id == checkpoint;
    }

    /** A task computes nothing more. */
    public synchronized void standStill(int subtask) {
        leftBySubtask.putIfAbsent(subtask, Optional.empty());
    }

    public synchronized void complete(long checkpoint) {
        completed |= id == checkpoint;
    }

    /** What a task has left, once the checkpoint is complete. */
    public synchronized void leave(int subtask, List<StoppedRun> runs) {
        leftBySubtask.put(subtask, Optional.of(List.copyOf(runs)));
    }

    /** Whether it has begun. */
    public synchronized boolean hasBegun() {
        return id != NONE;
    }

    /** Its number; empty until it is complete. */
    public synchronized OptionalLong completed() {
        return completed ? OptionalLong.of(id) : OptionalLong.empty();
    }

    /** What TRAIN has left, by run; empty until all of its tasks have said so. */
    public synchronized Optional<List<StoppedRun>> left() {
        if (!completed || leftBySubtask.containsValue(Optional.<List<StoppedRun>>empty())) {
            return Optional.empty();
        }
        List<StoppedRun> runs = new ArrayList<>();
        leftBySubtask.values().forEach(left -> left.ifPresent(runs::addAll));
        runs.sort(Comparator.comparing(StoppedRun::run));
        return Optional.of(runs);
    }
}
