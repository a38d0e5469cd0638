package io.ratchet.training.batch;

import java.util.ArrayList;
import java.util.List;

/**
 * Where records stand, by partition and offset: exactly these and no others, packed, because a
 * batch of a run that reads every other record of a topic has as many ranges as records.
 *
 * @param partitions the places of every partition that has any, by ascending partition
 */
public record Places(List<PartitionPlaces> partitions) {
    /** No record at all. */
    public static final Places NONE = new Places(List.of());

    public Places {
        partitions = List.copyOf(partitions);
        for (int index = 1; index < partitions.size(); index++) {
            if (partitions.get(index).partition() <= partitions.get(index - 1).partition()) {
                throw new IllegalArgumentException(
                        "Places of partition "
                                + partitions.get(index).partition()
                                + " do not come once and behind those of smaller partitions: "
                                + partitions);
            }
        }
    }

    /** Consecutive records of one partition. */
    public static Places of(int partition, long from, long to) {
        return new Places(List.of(PartitionPlaces.whole(partition, from, to)));
    }

    /**
     * The records of some ranges.
     *
     * @param ranges by ascending partition and offset
     * @throws IllegalArgumentException if they overlap or are out of order
     */
    public static Places of(List<OffsetRange> ranges) {
        PlacesBuilder places = new PlacesBuilder();
        for (OffsetRange range : ranges) {
            places.add(range.partition(), range.from(), range.to());
        }
        return places.build();
    }

    /** Records of one partition, by ascending offset; at least one. */
    static Places of(int partition, long[] offsets) {
        RangeCollector ranges = new RangeCollector();
        long from = offsets[0];
        for (int row = 1; row < offsets.length; row++) {
            if (offsets[row] != offsets[row - 1] + 1) {
                ranges.add(from, offsets[row - 1] + 1);
                from = offsets[row];
            }
        }
        ranges.add(from, offsets[offsets.length - 1] + 1);
        return new Places(List.of(ranges.take(partition)));
    }

    /** Records, each with a partition and an offset; ascending offsets within a partition. */
    static Places of(int[] partitions, long[] offsets, int count) {
        List<PartitionPlaces> places = new ArrayList<>();
        RangeCollector ranges = new RangeCollector();
        int partition = -1;
        while ((partition = nextPartition(partitions, count, partition)) >= 0) {
            for (int row = 0; row < count; row++) {
                if (partitions[row] == partition) {
                    ranges.add(offsets[row], offsets[row] + 1);
                }
            }
            places.add(ranges.take(partition));
        }
        return new Places(places);
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

    /** Hands over every range, by ascending partition and offset. */
    public void forEach(RangeTaker taker) {
        for (PartitionPlaces places : partitions) {
            places.forEach(taker);
        }
    }

    /** Every range, by ascending partition and offset. */
    public List<OffsetRange> ranges() {
        List<OffsetRange> ranges = new ArrayList<>();
        forEach((partition, from, to) -> ranges.add(new OffsetRange(partition, from, to)));
        return ranges;
    }

    /** How many ranges of consecutive offsets there are. */
    public long rangeCount() {
        long count = 0;
        for (PartitionPlaces places : partitions) {
            count += places.rangeCount();
        }
        return count;
    }

    /** Bytes that lengths and gaps take. */
    long byteCount() {
        long bytes = 0;
        for (PartitionPlaces places : partitions) {
            bytes += places.bits().length;
        }
        return bytes;
    }

    /** The same places in two parts of as many ranges each; at least two ranges. */
    public List<Places> halves() {
        List<OffsetRange> ranges = ranges();
        int half = ranges.size() / 2;
        return List.of(of(ranges.subList(0, half)), of(ranges.subList(half, ranges.size())));
    }

    /** These places and those of another part of the same records, which lie behind them. */
    public Places with(Places next) {
        PlacesBuilder places = new PlacesBuilder();
        forEach(places::add);
        next.forEach(places::add);
        return places.build();
    }
}
