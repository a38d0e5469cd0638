package io.ratchet.training.batch;

import java.util.ArrayList;
import java.util.List;

/** Makes places of ranges, which come by ascending partition and offset. */
public final class PlacesBuilder {
    private final List<PartitionPlaces> places = new ArrayList<>();
    private final RangeCollector ranges = new RangeCollector();
    private int current = -1;

    /**
     * Adds consecutive records.
     *
     * @throws IllegalArgumentException if they do not lie behind those that were added before
     */
    public void add(int partition, long from, long to) {
        if (partition != current) {
            finish();
            current = partition;
        }
        ranges.add(from, to);
    }

    private void finish() {
        if (!ranges.isEmpty()) {
            places.add(ranges.take(current));
        }
    }

    /** The places of all that was added. */
    public Places build() {
        finish();
        return new Places(places);
    }
}
