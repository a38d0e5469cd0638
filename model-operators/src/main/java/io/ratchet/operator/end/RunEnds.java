package io.ratchet.operator.end;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which runs of a start have come to their end, as TRAIN's tasks tell the job manager.
 *
 * <p>It holds what the tasks say that live now: what one that is gone has said is forgotten, since
 * the one that follows it may go on from a checkpoint before the end. Flink lets the coordinators
 * of a job's operators share a store, but hides it from a source's enumerator. So they meet here,
 * in the class loader of the job, under the start's token.
 *
 * <p><b>Lifecycle</b>: entered when TRAIN's coordinator starts, until it is closed.
 * <b>Threading</b>: any thread.
 */
public final class RunEnds {
    private static final ConcurrentMap<String, RunEnds> STARTS = new ConcurrentHashMap<>();

    private final String start;
    private final Set<String> runs;
    private final Map<Integer, Map<String, RunEndEvent>> endedBySubtask = new HashMap<>();
    private boolean kept;

    private RunEnds(String start, Set<String> runs) {
        this.start = start;
        this.runs = Set.copyOf(runs);
    }

    /**
     * Whether every run of a start has come to its end, and the job's last state is kept, so that
     * nothing more has to be read; not, as long as nobody knows the start.
     */
    public static boolean haveAllCome(String start) {
        RunEnds ends = STARTS.get(start);
        return ends != null && ends.isKept();
    }

    /** Begins anew with a start's runs. */
    public static RunEnds enter(String start, Set<String> runs) {
        RunEnds ends = new RunEnds(start, runs);
        STARTS.put(start, ends);
        return ends;
    }

    /** Ends it, unless somebody has begun anew since. */
    public void leave() {
        STARTS.remove(start, this);
    }

    /** Takes in what a task says. */
    public synchronized void add(int subtask, RunEndEvent end) {
        endedBySubtask.computeIfAbsent(subtask, none -> new HashMap<>()).put(end.run(), end);
    }

    /** Forgets what a task has said that is gone. */
    public synchronized void forget(int subtask) {
        endedBySubtask.remove(subtask);
        kept = false;
    }

    /** Forgets what every task has said. */
    public synchronized void forgetAll() {
        endedBySubtask.clear();
        kept = false;
    }

    /** Where the runs stand that have ended. */
    public synchronized EndedRuns ended() {
        SortedMap<String, Map<Integer, Long>> ended = new TreeMap<>();
        endedBySubtask
                .values()
                .forEach(own -> own.forEach((run, end) -> ended.put(run, end.positions())));
        return new EndedRuns(ended);
    }

    /** Whether every run has come to its end. */
    synchronized boolean areAll() {
        return ended().positions().keySet().containsAll(runs);
    }

    /** Notes that the job's last state is kept. */
    synchronized void keep() {
        kept = true;
    }

    private synchronized boolean isKept() {
        return kept && areAll();
    }
}
