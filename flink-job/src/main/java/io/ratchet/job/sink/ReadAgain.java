package io.ratchet.job.sink;

import io.ratchet.job.record.RefusedRecordCodec;
import io.ratchet.job.track.TrackRange;
import java.io.Serializable;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * Which records are read a second time, of runs that had ended and go on: sources read on behind a
 * run's end, and what could not be read there stands in quarantine already.
 *
 * @param topic the quarantine topic
 * @param from where each run is read on, by run and partition
 */
public record ReadAgain(String topic, Map<String, Map<Integer, Long>> from)
        implements Serializable {
    /** No run goes on behind an end. */
    public static final ReadAgain NOTHING = new ReadAgain("", Map.of());

    public ReadAgain {
        Map<String, Map<Integer, Long>> copy = new HashMap<>();
        from.forEach((run, partitions) -> copy.put(run, new HashMap<>(partitions)));
        from = Collections.unmodifiableMap(copy);
    }

    boolean isEmpty() {
        return from.isEmpty();
    }

    /** Those of some positions in quarantine whose records are read again. */
    Positions of(Positions refused) {
        Positions again = new Positions();
        refused.forEach(
                range -> {
                    long begin = from(range);
                    if (range.to() > begin) {
                        again.add(
                                new TrackRange(
                                        range.track(), Math.max(range.from(), begin), range.to()));
                    }
                });
        return again;
    }

    /** From where the records of a range are read again; never, where they are none. */
    private long from(TrackRange range) {
        return from.getOrDefault(range.track().run(), Map.of()).entrySet().stream()
                .filter(at -> RefusedRecordCodec.part(at.getKey()).equals(range.track().part()))
                .mapToLong(Map.Entry::getValue)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }
}
