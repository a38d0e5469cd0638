package io.ratchet.job.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ratchet.job.record.CommittedRecords;
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

    private final Set<String> sent = new HashSet<>();

    private ReplayLog() {}

    /** Reads the topic; nothing was sent where it does not exist. */
    static ReplayLog read(Map<String, String> clients, String topic) {
        ReplayLog log = new ReplayLog();
        CommittedRecords.read(clients, topic, record -> log.take(record.value()));
        return log;
    }

    private void take(byte[] value) {
        try {
            JsonNode note = JSON.readTree(value);
            if (note.path("v").asInt() != VERSION) {
                throw new ReplayException(
                        "What was sent again is written in version "
                                + note.path("v").asInt()
                                + ", and this build reads version "
                                + VERSION
                                + "; it could send records twice. Use the build that wrote it.");
            }
            for (JsonNode record : note.path("records")) {
                sent.add(
                        place(
                                note.path("topic").asText(),
                                record.path("partition").asInt(),
                                record.path("offset").asLong(),
                                record.path("sha256").asText()));
            }
        } catch (IOException broken) {
            throw new ReplayException("Cannot read what was sent again: it is no JSON.", broken);
        }
    }

    /** Whether a record was sent again before. */
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

    private static String place(QuarantineEntry entry) {
        PartitionPlaces place = entry.places().partitions().get(0);
        return place(entry.topic(), place.partition(), place.from(), entry.sha256());
    }

    private static String place(String topic, int partition, long offset, String sha256) {
        return topic + "/" + partition + "/" + offset + "/" + sha256;
    }
}
