package io.ratchet.job.quarantine;

import io.ratchet.job.record.QuarantineEntry;
import io.ratchet.training.batch.PartitionPlaces;
import io.ratchet.training.run.RefusalCount;
import io.ratchet.training.run.RefusalCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a run has in quarantine: counts by generation and reason, and the first records. */
public final class QuarantineSummary {
    private final String run;
    private final long shown;
    private final Map<Integer, RefusalCounts> records = new TreeMap<>();
    private final Map<Integer, RefusalCounts> batches = new TreeMap<>();
    private final List<QuarantineEntry> first = new ArrayList<>();

    /**
     * A summary.
     *
     * @param run the run
     * @param shown so many records are kept to be shown
     */
    public QuarantineSummary(String run, long shown) {
        this.run = run;
        this.shown = shown;
    }

    /** Takes the next entry of the topic; those of other runs are passed over. */
    public void take(QuarantineEntry entry) {
        if (!entry.run().equals(run)) {
            return;
        }
        PartitionPlaces place = entry.places().partitions().get(0);
        boolean batch = entry.kind().equals(QuarantineEntry.BATCH);
        Map<Integer, RefusalCounts> counts = batch ? batches : records;
        counts.merge(
                entry.generation(),
                RefusalCounts.of(
                        new RefusalCount(
                                entry.reason(),
                                1,
                                place.partition(),
                                place.from(),
                                entry.detail())),
                RefusalCounts::and);
        if (!batch && first.size() < shown) {
            first.add(entry);
        }
    }

    String run() {
        return run;
    }

    /** Refused records by generation. */
    Map<Integer, RefusalCounts> records() {
        return records;
    }

    /** Refused batches by generation. */
    Map<Integer, RefusalCounts> batches() {
        return batches;
    }

    List<QuarantineEntry> first() {
        return first;
    }

    /** Whether there is nothing. */
    public boolean isEmpty() {
        return records.isEmpty() && batches.isEmpty();
    }
}
