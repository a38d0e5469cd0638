package io.ratchet.operator;

import io.ratchet.operator.end.RunEnds;
import io.ratchet.training.batch.PartitionIntake;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where TRAIN's side in the job manager posts what each run has taken in, for the sources of the
 * same start, which read no further ahead than that allows. They meet here for the reason that
 * {@link RunEnds} gives.
 *
 * <p>It holds what tasks say that live now. <b>Lifecycle</b>: from the first that enters until the
 * last that leaves. <b>Threading</b>: any thread; listeners are called by the one that posts.
 */
public final class IntakeBoard {
    /** Partitions that are written at the same time are waited for all the time. */
    private static final long LONG_SECONDS = 5;

    private static final ConcurrentMap<String, IntakeBoard> STARTS = new ConcurrentHashMap<>();

    private final String start;
    private final Map<String, Posted> posted = new HashMap<>();
    private final Map<String, Runnable> listeners = new HashMap<>();
    private final SortedMap<String, Awaited> awaited = new TreeMap<>();
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

    /**
     * What a run waits for.
     *
     * @param partition whose record is missing
     * @param position the offset behind everything that was seen of it
     * @param held accepted records of other partitions that wait with it
     * @param sinceNanos since when
     */
    private record Awaited(int partition, long position, long held, long sinceNanos) {}

    /**
     * What the runs of a start wait for, and have for so long that somebody should know.
     *
     * @return a clause for each run; empty where none waits, or nobody knows the start
     */
    public static String waits(String start) {
        IntakeBoard board = STARTS.get(start);
        return board == null ? "" : board.waits(System.nanoTime());
    }

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
            noteAwaited(run, partitions, System.nanoTime());
            listener = listeners.get(run);
        }
        if (listener != null) {
            listener.run();
        }
    }

    private void noteAwaited(String run, List<PartitionIntake> partitions, long now) {
        Awaited before = awaited.remove(run);
        for (PartitionIntake one : partitions) {
            if (one.awaited()) {
                long held = partitions.stream().mapToLong(PartitionIntake::held).sum();
                awaited.put(
                        run,
                        new Awaited(
                                one.partition(), one.position(), held, since(before, one, now)));
            }
        }
    }

    /** As long as nothing of the partition comes, it has been waited for since the first time. */
    private static long since(@Nullable Awaited before, PartitionIntake one, long now) {
        return before != null
                        && before.partition() == one.partition()
                        && before.position() == one.position()
                ? before.sinceNanos()
                : now;
    }

    synchronized String waits(long now) {
        List<String> clauses = new ArrayList<>();
        awaited.forEach(
                (run, wait) -> {
                    long seconds = TimeUnit.NANOSECONDS.toSeconds(now - wait.sinceNanos());
                    if (seconds >= LONG_SECONDS) {
                        clauses.add(
                                "run '"
                                        + run
                                        + "' has waited "
                                        + seconds
                                        + " s for a record of partition "
                                        + wait.partition()
                                        + ", whose turn it is, with "
                                        + wait.held()
                                        + " records of others");
                    }
                });
        return String.join("; ", clauses);
    }

    /** Forgets what a task has said that is gone. */
    synchronized void forget(int subtask) {
        posted.values().removeIf(entry -> entry.subtask() == subtask);
        awaited.keySet().retainAll(posted.keySet());
    }

    /** Forgets what every task has said. */
    synchronized void forgetAll() {
        posted.clear();
        awaited.clear();
    }
}
