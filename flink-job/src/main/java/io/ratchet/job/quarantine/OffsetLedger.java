package io.ratchet.job.quarantine;

import io.ratchet.job.record.QuarantineEntry;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.batch.Places;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts gaps and repeats of one run's generation: every record of its input belongs to exactly one
 * step or to quarantine once, and every step is reported once.
 */
public final class OffsetLedger {
    private final Map<Integer, OffsetSet> places = new HashMap<>();
    private final OffsetSet steps = new OffsetSet();
    private long repeats;
    private long lastStep;

    /** Enters a committed step, with all of its places. */
    public void addStep(StepRecord record) {
        repeats += steps.add(record.step(), record.step() + 1);
        lastStep = Math.max(lastStep, record.step());
        addPlaces(record.places());
    }

    /** Enters what stands in quarantine. */
    public void addQuarantined(QuarantineEntry entry) {
        addPlaces(entry.places());
    }

    private void addPlaces(Places added) {
        added.forEach(
                (partition, from, to) ->
                        repeats +=
                                places.computeIfAbsent(partition, number -> new OffsetSet())
                                        .add(from, to));
    }

    /** Whether a record is accounted for. */
    public boolean holds(int partition, long offset) {
        return missing(partition, offset, offset + 1) == 0;
    }

    /** How many offsets of a range are not accounted for, to excluded. */
    public long missing(int partition, long from, long to) {
        OffsetSet seen = places.get(partition);
        return to - from - (seen == null ? 0 : seen.count(from, to));
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
        return lastStep - steps.count(1, lastStep + 1);
    }
}
