package io.ratchet.job.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.training.batch.Places;
import java.io.IOException;

/**
 * What stands in quarantine.
 *
 * @param kind {@link #RECORD} or {@link #BATCH}
 * @param run the run that refused it
 * @param generation the run's generation
 * @param reason a stable code
 * @param detail what was found, for a reader
 * @param topic the topic it came from
 * @param places where its records stand
 * @param length bytes of a record's value; 0 for a batch
 * @param sha256 SHA-256 of a record's value; empty for a batch
 * @param bytes a record's value or its beginning; empty for a batch
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record QuarantineEntry(
        String kind,
        String run,
        int generation,
        String reason,
        String detail,
        String topic,
        Places places,
        long length,
        String sha256,
        byte[] bytes) {
    /** A record that Decode refused. */
    public static final String RECORD = "record";

    /** A batch that TRAIN refused. */
    public static final String BATCH = "batch";

    /**
     * Reads a record of the quarantine topic. Of a batch in several records it has the places of
     * this one; {@link QuarantineReader} joins them.
     *
     * @throws UnreadableRecordException if it cannot be read
     */
    public static QuarantineEntry decode(byte[] value) {
        return decode(node(value));
    }

    static JsonNode node(byte[] value) {
        return JsonRecord.read("quarantine entry", value);
    }

    static QuarantineEntry decode(JsonNode node) {
        try {
            return new QuarantineEntry(
                    node.path("kind").asText(),
                    node.path("run").asText(),
                    node.path("generation").asInt(),
                    node.path("reason").asText(),
                    node.path("detail").asText(),
                    node.path("topic").asText(),
                    PlacesJson.read(node),
                    node.path("length").asLong(),
                    node.path("sha256").asText(),
                    node.hasNonNull("bytes") ? node.get("bytes").binaryValue() : new byte[0]);
        } catch (IOException e) {
            throw new UnreadableRecordException(
                    "Cannot read a quarantine entry: its bytes are not base64.", e);
        } catch (IllegalArgumentException e) {
            throw new UnreadableRecordException(
                    "Cannot read a quarantine entry: " + e.getMessage(), e);
        }
    }

    /** The same entry with other places. */
    QuarantineEntry withPlaces(Places other) {
        return new QuarantineEntry(
                kind, run, generation, reason, detail, topic, other, length, sha256, bytes);
    }
}
