package io.ratchet.operator;

import io.ratchet.training.batch.PartitionIntake;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Where TRAIN's side in the job manager posts what each run has taken in, for the sources of the
 * same start, which read no further ahead than that allows. They meet here for the reason that
 * {@link RunEnds} gives.
 *
 * <p>It holds what tasks say that live now. <b>Lifecycle</b>: from the first that enters until the
 * last that leaves. <b>Threading</b>: any thread; listeners are called by the one that posts.
 */
public final class IntakeBoard {
    private static final ConcurrentMap<String, IntakeBoard> STARTS = new ConcurrentHashMap<>();

    private final String start;
    private final Map<String, Posted> posted = new HashMap<>();
    private final Map<String, Runnable> listeners = new HashMap<>();
    private long version;
    private int users;

    private IntakeBoard(String start) {
        this.start = start;
    }

    /**
     * The last that was said of a run.
     *
     * @param version is larger the later it was said
     * @param subtask who said it
     * @param partitions of each partition
     */
    public record Posted(long version, int subtask, List<PartitionIntake> partitions) {}

    /** The board of a start; whoever enters leaves it in the end. */
    public static IntakeBoard enter(String start) {
        return STARTS.compute(
                start,
                (name, known) -> {
                    IntakeBoard board = known == null ? new IntakeBoard(name) : known;
                    board.users++;
                    return board;
                });
    }

    /** Is not needed any more by one that has entered. */
    public void leave() {
        STARTS.computeIfPresent(start, (name, board) -> --board.users == 0 ? null : board);
    }

    /** The last that was said of a run by a task that lives. */
    public synchronized Optional<Posted> latest(String run) {
        return Optional.ofNullable(posted.get(run));
    }

    /** Calls whenever something is said of a run; one listener a run, the last one. */
    public synchronized void listen(String run, Runnable listener) {
        listeners.put(run, listener);
    }

    /** Calls no more, unless somebody else listens meanwhile. */
    public synchronized void stopCalling(String run, Runnable listener) {
        listeners.remove(run, listener);
    }

    /** Takes in what a task says. */
    void post(int subtask, String run, List<PartitionIntake> partitions) {
        Runnable listener;
        synchronized (this) {
            posted.put(run, new Posted(++version, subtask, partitions));
            listener = listeners.get(run);
        }
        if (listener != null) {
            listener.run();
        }
    }

    /** Forgets what a task has said that is gone. */
    synchronized void forget(int subtask) {
        posted.values().removeIf(entry -> entry.subtask() == subtask);
    }

    /** Forgets what every task has said. */
    synchronized void forgetAll() {
        posted.clear();
    }
}
