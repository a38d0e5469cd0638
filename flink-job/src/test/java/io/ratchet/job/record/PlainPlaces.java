package io.ratchet.job.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.training.batch.OffsetRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The places of a record by what docs/prove/exactly-once.md says of their form, and nothing else of
 * this build.
 */
final class PlainPlaces {
    private final BitSet bits;
    private int at;

    private PlainPlaces(byte[] bits) {
        this.bits = BitSet.valueOf(bits);
    }

    static List<OffsetRange> of(JsonNode record) throws IOException {
        List<OffsetRange> ranges = new ArrayList<>();
        for (JsonNode place : record.path("places")) {
            int partition = place.get(0).asInt();
            long from = place.get(1).asLong();
            long to = place.get(2).asLong();
            if (place.size() == 3) {
                ranges.add(new OffsetRange(partition, from, to));
                continue;
            }
            PlainPlaces code = new PlainPlaces(place.get(5).binaryValue());
            while (from < to) {
                long end = from + 1 + code.number(place.get(3).asInt());
                ranges.add(new OffsetRange(partition, from, end));
                from = end == to ? to : end + 1 + code.number(place.get(4).asInt());
            }
        }
        return ranges;
    }

    private long number(int order) {
        int width = 0;
        while (bits.get(at++)) {
            width++;
        }
        long high = (1L << width) + low(width) - 1;
        return (high << order) + low(order);
    }

    private long low(int count) {
        long value = 0;
        for (int bit = 0; bit < count; bit++) {
            value += bits.get(at++) ? 1L << bit : 0;
        }
        return value;
    }
}
