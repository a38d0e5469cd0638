package io.ratchet.job.record;

import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.batch.OffsetRange;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts gaps and repeats of one run's generation: every record of its input belongs to exactly one
 * step or to quarantine once, and every step is reported once.
 */
public final class OffsetLedger {
    private final Map<Integer, BitSet> places = new HashMap<>();
    private final BitSet steps = new BitSet();
    private long repeats;
    private long lastStep;

    /** Enters a committed step. */
    public void addStep(StepRecord record) {
        int step = Math.toIntExact(record.step());
        if (steps.get(step)) {
            repeats++;
        }
        steps.set(step);
        lastStep = Math.max(lastStep, step);
        addPlaces(record.places());
    }

    /** Enters what stands in quarantine. */
    public void addQuarantined(QuarantineEntry entry) {
        addPlaces(entry.places());
    }

    private void addPlaces(List<OffsetRange> ranges) {
        for (OffsetRange range : ranges) {
            BitSet seen = places.computeIfAbsent(range.partition(), partition -> new BitSet());
            int from = Math.toIntExact(range.from());
            int to = Math.toIntExact(range.to());
            repeats += seen.get(from, to).cardinality();
            seen.set(from, to);
        }
    }

    /** Whether a record is accounted for. */
    public boolean holds(int partition, long offset) {
        BitSet seen = places.get(partition);
        return seen != null && seen.get(Math.toIntExact(offset));
    }

    /** Places and steps that were entered more than once. */
    public long repeats() {
        return repeats;
    }

    /** The last step. */
    public long lastStep() {
        return lastStep;
    }

    /** Steps below the last one that are missing. */
    public long missingSteps() {
        return lastStep - steps.cardinality();
    }
}
