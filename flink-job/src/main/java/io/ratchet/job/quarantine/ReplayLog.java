package io.ratchet.job.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ratchet.job.log.CommittedRecords;
import io.ratchet.job.message.Message;
import io.ratchet.job.record.QuarantineEntry;
import io.ratchet.training.batch.PartitionPlaces;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which refused records were sent again, by the place where they stood first and the SHA-256 of
 * their value. It stands on a topic of its own, and is written in the transaction that sends the
 * records: what is sent is noted, and what is noted was sent.
 */
final class ReplayLog {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int VERSION = 1;

    /** Hexadecimal digits of a long. */
    private static final int DIGITS = 16;

    private final String of;
    private final Set<Place> sent = new HashSet<>();

    /**
     * A place on the topic that records were sent from, and what stood there: its SHA-256 up to 64
     * bits, which tell the record from another that may stand at the same place. Some 70 bytes a
     * record that was ever sent again.
     */
    private record Place(int partition, long offset, long content) {
        private Place(int partition, long offset, String sha256) {
            this(partition, offset, Long.parseUnsignedLong(sha256.substring(0, DIGITS), DIGITS));
        }
    }

    private ReplayLog(String of) {
        this.of = of;
    }

    /**
     * Reads the topic; nothing was sent where it does not exist.
     *
     * @param of the topic that records were sent from; others are passed over
     */
    static ReplayLog read(Map<String, String> clients, String topic, String of) {
        ReplayLog log = new ReplayLog(of);
        CommittedRecords.read(clients, topic, record -> log.take(record.value()));
        return log;
    }

    private void take(byte[] value) {
        try {
            JsonNode note = JSON.readTree(value);
            if (note.path("v").asInt() != VERSION) {
                throw new ReplayException(
                        Message.of(
                                """
                                What was sent again is written in version %s, and this build reads \
                                version %s; it could send records twice. Use the build that wrote \
                                it.""",
                                note.path("v").asInt(), VERSION));
            }
            if (!note.path("topic").asText().equals(of)) {
                return;
            }
            for (JsonNode record : note.path("records")) {
                sent.add(
                        new Place(
                                record.path("partition").asInt(),
                                record.path("offset").asLong(),
                                record.path("sha256").asText()));
            }
        } catch (IOException broken) {
            throw new ReplayException("Cannot read what was sent again: it is no JSON.", broken);
        }
    }

    /** Whether a record of the topic was sent again before. */
    boolean holds(QuarantineEntry entry) {
        return sent.contains(place(entry));
    }

    /** Notes records of one topic that are being sent. */
    void add(List<QuarantineEntry> entries) {
        entries.forEach(entry -> sent.add(place(entry)));
    }

    /** The record of that note. */
    static byte[] encode(List<QuarantineEntry> entries, String to, long timeMillis) {
        ObjectNode note = JSON.createObjectNode();
        note.put("v", VERSION);
        note.put("to", to);
        note.put("topic", entries.get(0).topic());
        note.put("time", timeMillis);
        ArrayNode records = note.putArray("records");
        for (QuarantineEntry entry : entries) {
            PartitionPlaces place = entry.places().partitions().get(0);
            ObjectNode record = records.addObject();
            record.put("partition", place.partition());
            record.put("offset", place.from());
            record.put("sha256", entry.sha256());
        }
        try {
            return JSON.writeValueAsBytes(note);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot write JSON into memory.", e);
        }
    }

    private static Place place(QuarantineEntry entry) {
        PartitionPlaces place = entry.places().partitions().get(0);
        return new Place(place.partition(), place.from(), entry.sha256());
    }
}
