package io.ratchet.job.record;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.training.batch.OffsetRange;
import io.ratchet.training.batch.PartitionPlaces;
import io.ratchet.training.batch.Places;
import io.ratchet.training.batch.PlacesBuilder;
import java.io.IOException;
import java.util.List;

/**
 * Places in JSON: a list of ranges [partition, from, to], to excluded; where a partition has many,
 * one [partition, from, to, lengthOrder, gapOrder, bits] in their stead, with the lengths of the
 * ranges and of the gaps between them, each less one, in turn, as exponential-Golomb codes in
 * base64. docs/prove/exactly-once.md states them.
 */
final class PlacesJson {
    /** So many ranges of a partition are written out, for whoever reads them with his eyes. */
    static final int WRITTEN_OUT = 4;

    private static final String NAME = "places";

    private PlacesJson() {}

    static void write(JsonGenerator json, Places places) throws IOException {
        json.writeArrayFieldStart(NAME);
        for (PartitionPlaces partition : places.partitions()) {
            if (partition.rangeCount() > WRITTEN_OUT) {
                begin(json, partition.partition(), partition.from(), partition.to());
                json.writeNumber(partition.lengthOrder());
                json.writeNumber(partition.gapOrder());
                json.writeBinary(partition.bits());
                json.writeEndArray();
            } else {
                writeRanges(json, partition);
            }
        }
        json.writeEndArray();
    }

    private static void writeRanges(JsonGenerator json, PartitionPlaces partition)
            throws IOException {
        for (OffsetRange range : new Places(List.of(partition)).ranges()) {
            begin(json, range.partition(), range.from(), range.to());
            json.writeEndArray();
        }
    }

    private static void begin(JsonGenerator json, int partition, long from, long to)
            throws IOException {
        json.writeStartArray();
        json.writeNumber(partition);
        json.writeNumber(from);
        json.writeNumber(to);
    }

    /**
     * Reads what {@link #write} has written.
     *
     * @throws UnreadableRecordException if it cannot be read
     */
    static Places read(JsonNode node) {
        PlacesBuilder places = new PlacesBuilder();
        try {
            for (JsonNode place : node.path(NAME)) {
                int partition = place.path(0).asInt();
                long from = place.path(1).asLong();
                long to = place.path(2).asLong();
                if (place.size() > 3) {
                    PartitionPlaces.of(
                                    partition,
                                    from,
                                    to,
                                    place.path(3).asInt(),
                                    place.path(4).asInt(),
                                    place.path(5).binaryValue())
                            .forEach(places::add);
                } else {
                    places.add(partition, from, to);
                }
            }
            return places.build();
        } catch (IOException | IllegalArgumentException e) {
            throw new UnreadableRecordException(
                    "Cannot read the places of a record: " + e.getMessage(), e);
        }
    }
}
