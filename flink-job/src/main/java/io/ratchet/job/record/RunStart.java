package io.ratchet.job.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.training.run.PartitionSpan;
import java.util.ArrayList;
import java.util.List;

/**
 * What was fixed at a run's first start, and is read again at every later one: without it, a start
 * after a crash would fix other offsets, and train another model.
 *
 * @param run the run
 * @param generation the generation that was started
 * @param topic what it reads
 * @param spans begin and end of every partition of the topic
 * @param timeMillis when it was started, wall clock
 */
public record RunStart(
        String run, int generation, String topic, List<PartitionSpan> spans, long timeMillis) {
    private static final String SUFFIX = "#start";

    public RunStart {
        spans = List.copyOf(spans);
    }

    /** The key that a run's start is stored under. */
    public static String key(String run) {
        return run + SUFFIX;
    }

    /** Whether a key is one of a run's start. */
    public static boolean isKey(String key) {
        return key.endsWith(SUFFIX);
    }

    /** The value as JSON; an open end is left out. */
    public byte[] encode() {
        return JsonRecord.write(
                json -> {
                    json.writeStringField("run", run);
                    json.writeNumberField("generation", generation);
                    json.writeStringField("topic", topic);
                    json.writeArrayFieldStart("spans");
                    for (PartitionSpan span : spans) {
                        json.writeStartObject();
                        json.writeNumberField("partition", span.partition());
                        json.writeNumberField("begin", span.begin());
                        if (span.end() != PartitionSpan.OPEN) {
                            json.writeNumberField("end", span.end());
                        }
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeNumberField("time", timeMillis);
                });
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws UnreadableRecordException if it cannot be read
     */
    public static RunStart decode(byte[] value) {
        JsonNode node = JsonRecord.read("run start", value);
        List<PartitionSpan> spans = new ArrayList<>();
        for (JsonNode span : node.path("spans")) {
            spans.add(
                    new PartitionSpan(
                            span.path("partition").asInt(),
                            span.path("begin").asLong(),
                            span.path("end").asLong(PartitionSpan.OPEN)));
        }
        return new RunStart(
                node.path("run").asText(),
                node.path("generation").asInt(),
                node.path("topic").asText(),
                spans,
                node.path("time").asLong());
    }
}
