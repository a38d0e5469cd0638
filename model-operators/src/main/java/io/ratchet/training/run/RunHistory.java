package io.ratchet.training.run;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How a run has come to where it stands: every time it was gone on with, from which checkpoint, and
 * what was another than before. It is part of the run's state, so that it tells the way of the
 * weights it lies beside, and no other.
 *
 * <p>Of more than {@link #MOST_ENTRIES} the beginning is kept, and what changed something before
 * what did not; the newest before the older.
 *
 * @param resumptions how often it was gone on with
 * @param omitted entries that are not kept any more
 * @param entries the others, oldest first
 */
public record RunHistory(long resumptions, long omitted, List<Resumption> entries)
        implements Serializable {
    /** So many are kept. */
    public static final int MOST_ENTRIES = 100;

    /** No history: of one instance among many none is kept. */
    public static final RunHistory NONE = new RunHistory(0, 0, List.of());

    public RunHistory {
        entries = List.copyOf(entries);
    }

    /** The history of a run that begins. */
    public static RunHistory begun(long timeMillis) {
        return new RunHistory(0, 0, List.of(new Resumption(0, 0, timeMillis, "", List.of())));
    }

    /** The same, gone on with once more. */
    public RunHistory with(long step, long timeMillis, String parent, List<Change> changes) {
        List<Resumption> all = new ArrayList<>(entries);
        all.add(
                new Resumption(
                        resumptions + 1,
                        step,
                        timeMillis,
                        parent,
                        changes.stream().map(Change::brief).toList()));
        long left = omitted;
        if (all.size() > MOST_ENTRIES) {
            all.remove(dispensable(all));
            left++;
        }
        return new RunHistory(resumptions + 1, left, all);
    }

    /**
     * So many entries, with the counts of all: what changed something before what did not, the
     * newest before the older.
     */
    public RunHistory newest(int count) {
        List<Resumption> kept = new ArrayList<>(entries);
        for (int index = 0; index < kept.size() - 1 && kept.size() > count; ) {
            if (kept.get(index).changes().isEmpty()) {
                kept.remove(index);
            } else {
                index++;
            }
        }
        int from = Math.max(0, kept.size() - count);
        return new RunHistory(
                resumptions,
                omitted + entries.size() - kept.size() + from,
                kept.subList(from, kept.size()));
    }

    private static int dispensable(List<Resumption> all) {
        for (int index = 1; index < all.size() - 1; index++) {
            if (all.get(index).changes().isEmpty()) {
                return index;
            }
        }
        return 1;
    }
}
