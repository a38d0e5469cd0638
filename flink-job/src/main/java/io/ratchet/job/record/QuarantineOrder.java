package io.ratchet.job.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.training.batch.OffsetRange;
import java.util.function.BiConsumer;

/**
 * What was refused: a track for each partition of what Decode refuses, and for each instance and
 * partition of what TRAIN refuses, numbered by the offset behind it.
 */
public final class QuarantineOrder implements TopicOrder<EncodedRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public void ofValue(EncodedRecord value, BiConsumer<Track, Position> taker) {
        ofRecord(value.value(), taker);
    }

    @Override
    public void ofRecord(byte[] record, BiConsumer<Track, Position> taker) {
        JsonNode node = JsonRecord.read("quarantine entry", record);
        String run = node.path("run").asText();
        String line = node.path("kind").asText() + "/" + node.path("instance").asText(run) + "/";
        for (OffsetRange place : JsonRecord.places(node)) {
            taker.accept(
                    new Track(run, node.path("generation").asInt(), line + place.partition()),
                    Position.of(place.to()));
        }
    }
}
