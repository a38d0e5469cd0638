package io.ratchet.training.batch;

import java.util.Arrays;

/**
 * Places of records in one partition: a first offset, the offset behind the last record, and, where
 * other offsets lie between, the lengths of the ranges and of the gaps in turn, each less one,
 * packed as {@link BitWriter} states. So a record between two of others takes about two bits.
 * Immutable.
 */
public final class PartitionPlaces {
    private static final byte[] NO_BITS = {};

    private final int partition;
    private final long from;
    private final long to;
    private final int rangeCount;
    private final int lengthOrder;
    private final int gapOrder;
    private final byte[] bits;

    PartitionPlaces(
            int partition,
            long from,
            long to,
            int rangeCount,
            int lengthOrder,
            int gapOrder,
            byte[] bits) {
        this.partition = partition;
        this.from = from;
        this.to = to;
        this.rangeCount = rangeCount;
        this.lengthOrder = lengthOrder;
        this.gapOrder = gapOrder;
        this.bits = bits;
    }

    /** All offsets from one to another, that one excluded. */
    static PartitionPlaces whole(int partition, long from, long to) {
        OffsetRange range = new OffsetRange(partition, from, to);
        return new PartitionPlaces(partition, range.from(), range.to(), 1, 0, 0, NO_BITS);
    }

    /**
     * Places as they were written.
     *
     * @param partition the partition
     * @param from the first offset
     * @param to the offset behind the last record
     * @param lengthOrder the order that lengths of ranges are packed with
     * @param gapOrder the order that lengths of gaps are packed with
     * @param bits lengths and gaps in turn; empty where there is no gap
     * @throws IllegalArgumentException if they do not come out at the last offset
     */
    public static PartitionPlaces of(
            int partition, long from, long to, int lengthOrder, int gapOrder, byte[] bits) {
        OffsetRange span = new OffsetRange(partition, from, to);
        if (lengthOrder < 0
                || gapOrder < 0
                || Math.max(lengthOrder, gapOrder) > NumberSizes.LARGEST_ORDER) {
            throw new IllegalArgumentException(
                    "Places of "
                            + span
                            + " are packed with orders "
                            + lengthOrder
                            + " and "
                            + gapOrder
                            + ", which go from 0 to "
                            + NumberSizes.LARGEST_ORDER
                            + ".");
        }
        if (bits.length == 0) {
            return whole(partition, from, to);
        }
        RangeCollector ranges = new RangeCollector();
        unpack(span, lengthOrder, gapOrder, bits, (index, begin, end) -> ranges.add(begin, end));
        return ranges.take(partition);
    }

    private static void unpack(
            OffsetRange span, int lengthOrder, int gapOrder, byte[] bits, RangeTaker taker) {
        BitReader numbers = new BitReader(bits);
        long end = span.from() + 1 + numbers.readNumber(lengthOrder);
        taker.take(span.partition(), span.from(), end);
        while (end < span.to()) {
            long begin = end + 1 + numbers.readNumber(gapOrder);
            end = begin + 1 + numbers.readNumber(lengthOrder);
            taker.take(span.partition(), begin, end);
        }
        if (end != span.to()) {
            throw new IllegalArgumentException(
                    "Packed places of " + span + " come out at offset " + end + ".");
        }
    }

    /** The partition. */
    public int partition() {
        return partition;
    }

    /** The first offset. */
    public long from() {
        return from;
    }

    /** The offset behind the last record. */
    public long to() {
        return to;
    }

    /** How many ranges of consecutive offsets there are. */
    public int rangeCount() {
        return rangeCount;
    }

    /** The order that lengths of ranges are packed with. */
    public int lengthOrder() {
        return lengthOrder;
    }

    /** The order that lengths of gaps are packed with. */
    public int gapOrder() {
        return gapOrder;
    }

    /** Lengths and gaps in turn; empty where there is no gap. Not to be changed. */
    @SuppressWarnings("ArrayReturn") // copied nowhere: it is written as it is
    public byte[] bits() {
        return bits;
    }

    /** Hands over every range, in ascending order. */
    public void forEach(RangeTaker taker) {
        if (rangeCount == 1) {
            taker.take(partition, from, to);
        } else {
            unpack(new OffsetRange(partition, from, to), lengthOrder, gapOrder, bits, taker);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PartitionPlaces that
                && partition == that.partition
                && from == that.from
                && to == that.to
                && rangeCount == that.rangeCount
                && lengthOrder == that.lengthOrder
                && gapOrder == that.gapOrder
                && Arrays.equals(bits, that.bits);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(31 * (31 * from + to) + partition) + Arrays.hashCode(bits);
    }

    /** For a reader: not all of its ranges. */
    @Override
    public String toString() {
        String span = partition + ":" + from + "-" + to;
        return rangeCount == 1 ? span : span + " in " + rangeCount + " ranges";
    }
}
