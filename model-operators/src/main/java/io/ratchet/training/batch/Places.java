package io.ratchet.training.batch;

import java.util.ArrayList;
import java.util.List;

/** Condenses the places of a batch's records into ranges, by partition and offset. */
final class Places {
    private Places() {}

    /**
     * The ranges of records, each with a partition and an offset; ascending offsets within a
     * partition.
     */
    static List<OffsetRange> of(int[] partitions, long[] offsets, int count) {
        List<OffsetRange> ranges = new ArrayList<>();
        int partition = -1;
        while ((partition = nextPartition(partitions, count, partition)) >= 0) {
            addRanges(partition, partitions, offsets, count, ranges);
        }
        return ranges;
    }

    /** The ranges of records of one partition, by ascending offset; at least one record. */
    static List<OffsetRange> of(int partition, long[] offsets) {
        List<OffsetRange> ranges = new ArrayList<>(1);
        long from = offsets[0];
        for (int row = 1; row < offsets.length; row++) {
            if (offsets[row] != offsets[row - 1] + 1) {
                ranges.add(new OffsetRange(partition, from, offsets[row - 1] + 1));
                from = offsets[row];
            }
        }
        ranges.add(new OffsetRange(partition, from, offsets[offsets.length - 1] + 1));
        return ranges;
    }

    private static int nextPartition(int[] partitions, int count, int after) {
        int next = Integer.MAX_VALUE;
        for (int row = 0; row < count; row++) {
            if (partitions[row] > after && partitions[row] < next) {
                next = partitions[row];
            }
        }
        return next == Integer.MAX_VALUE ? -1 : next;
    }

    private static void addRanges(
            int partition, int[] partitions, long[] offsets, int count, List<OffsetRange> ranges) {
        long from = -1;
        long to = -1;
        for (int row = 0; row < count; row++) {
            if (partitions[row] != partition) {
                continue;
            }
            if (offsets[row] != to) {
                if (from >= 0) {
                    ranges.add(new OffsetRange(partition, from, to));
                }
                from = offsets[row];
            }
            to = offsets[row] + 1;
        }
        ranges.add(new OffsetRange(partition, from, to));
    }
}
