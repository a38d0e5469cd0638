package io.ratchet.training.run;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many records were refused, by reason. Immutable.
 *
 * @param byReason one count a reason, by ascending reason
 */
public record RefusalCounts(List<RefusalCount> byReason) {
    /** Nothing was refused. */
    public static final RefusalCounts NONE = new RefusalCounts(List.of());

    public RefusalCounts {
        byReason = List.copyOf(byReason);
    }

    /** The count of one refused record, or of several that were refused together. */
    public static RefusalCounts of(RefusalCount count) {
        return new RefusalCounts(List.of(count));
    }

    /** How many in all. */
    public long records() {
        long records = 0;
        for (RefusalCount count : byReason) {
            records += count.records();
        }
        return records;
    }

    /** Whether nothing was refused. */
    public boolean isEmpty() {
        return byReason.isEmpty();
    }

    /** These, and what was refused later. */
    public RefusalCounts and(RefusalCounts later) {
        if (later.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return later;
        }
        Map<String, RefusalCount> counts = new TreeMap<>();
        byReason.forEach(count -> counts.put(count.reason(), count));
        later.byReason.forEach(count -> counts.merge(count.reason(), count, RefusalCount::and));
        return new RefusalCounts(List.copyOf(counts.values()));
    }

    /** The commonest reasons, the most frequent first. */
    public List<RefusalCount> commonest(int limit) {
        return byReason.stream()
                .sorted(Comparator.comparingLong(RefusalCount::records).reversed())
                .limit(limit)
                .toList();
    }
}
