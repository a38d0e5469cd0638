package io.ratchet.job.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.training.batch.PartitionPlaces;
import java.util.function.BiConsumer;

/**
 * What was refused: a track for each partition of what Decode refuses, and for each instance and
 * partition of what TRAIN refuses, numbered by the offset behind it.
 */
public final class QuarantineOrder implements TopicOrder<EncodedRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public void ofValue(EncodedRecord value, BiConsumer<Track, Position> taker) {
        for (byte[] part : value.values()) {
            ofRecord(part, taker);
        }
    }

    @Override
    public void ofRecord(byte[] record, BiConsumer<Track, Position> taker) {
        JsonNode node = JsonRecord.read("quarantine entry", record);
        String run = node.path("run").asText();
        String line = node.path("kind").asText() + "/" + node.path("instance").asText(run) + "/";
        for (PartitionPlaces places : PlacesJson.read(node).partitions()) {
            taker.accept(
                    new Track(run, node.path("generation").asInt(), line + places.partition()),
                    Position.of(places.to()));
        }
    }
}
