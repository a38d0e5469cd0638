package io.ratchet.job.quarantine;

import java.util.Map;
import java.util.TreeMap;

/** A set of numbers, kept as its ranges: as small as these are few. */
final class OffsetSet {
    /** The end of each range, excluded, by its begin. */
    private final TreeMap<Long, Long> ranges = new TreeMap<>();

    /** Adds a range, to excluded; returns how many of it were there. */
    long add(long from, long to) {
        long known = count(from, to);
        long begin = from;
        long end = to;
        Map.Entry<Long, Long> near = ranges.floorEntry(to);
        while (near != null && near.getValue() >= from) {
            begin = Math.min(begin, near.getKey());
            end = Math.max(end, near.getValue());
            ranges.remove(near.getKey());
            near = ranges.floorEntry(to);
        }
        ranges.put(begin, end);
        return known;
    }

    /** How many numbers of a range are there, to excluded. */
    long count(long from, long to) {
        Map.Entry<Long, Long> before = ranges.floorEntry(from);
        long count = before == null ? 0 : overlap(before, from, to);
        for (Map.Entry<Long, Long> range : ranges.subMap(from, false, to, false).entrySet()) {
            count += overlap(range, from, to);
        }
        return count;
    }

    private static long overlap(Map.Entry<Long, Long> range, long from, long to) {
        return Math.max(0, Math.min(range.getValue(), to) - Math.max(range.getKey(), from));
    }
}
