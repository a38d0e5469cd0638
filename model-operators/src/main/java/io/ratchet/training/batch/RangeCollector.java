package io.ratchet.training.batch;

import java.util.Arrays;

/** Collects ranges of offsets of one partition, in ascending order, and packs them. */
final class RangeCollector {
    private static final int FIRST_CAPACITY = 8;

    /** Begin and end of each range, one after the other. */
    private long[] bounds = new long[FIRST_CAPACITY];

    private int size;

    /**
     * Adds a range; one that follows on the last one continues it.
     *
     * @throws IllegalArgumentException if it does not lie behind the last one
     */
    void add(long from, long to) {
        if (size > 0 && from == bounds[size - 1]) {
            bounds[size - 1] = to;
            return;
        }
        if (to <= from || (size > 0 && from < bounds[size - 1])) {
            throw new IllegalArgumentException(
                    "Not a range of offsets behind the one before: ["
                            + from
                            + ", "
                            + to
                            + ") after "
                            + (size == 0 ? "none" : Long.toString(bounds[size - 1]))
                            + ".");
        }
        if (size == bounds.length) {
            bounds = Arrays.copyOf(bounds, Math.multiplyExact(bounds.length, 2));
        }
        bounds[size++] = from;
        bounds[size++] = to;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** What was collected, which is forgotten then; at least one range. */
    PartitionPlaces take(int partition) {
        int count = size;
        size = 0;
        if (count == 2) {
            return PartitionPlaces.whole(partition, bounds[0], bounds[1]);
        }
        NumberSizes lengths = new NumberSizes();
        NumberSizes gaps = new NumberSizes();
        for (int index = 0; index < count; index += 2) {
            lengths.add(bounds[index + 1] - bounds[index] - 1);
            if (index > 0) {
                gaps.add(bounds[index] - bounds[index - 1] - 1);
            }
        }
        int lengthOrder = lengths.order();
        int gapOrder = gaps.order();
        BitWriter bits = new BitWriter();
        for (int index = 0; index < count; index += 2) {
            if (index > 0) {
                bits.writeNumber(bounds[index] - bounds[index - 1] - 1, gapOrder);
            }
            bits.writeNumber(bounds[index + 1] - bounds[index] - 1, lengthOrder);
        }
        return new PartitionPlaces(
                partition,
                bounds[0],
                bounds[count - 1],
                count / 2,
                lengthOrder,
                gapOrder,
                bits.toBytes());
    }
}
