package io.ratchet.job.claim;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.job.record.JsonRecord;
import io.ratchet.job.record.UnreadableRecordException;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RunContract;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was fixed at a run's first start, and is read again at every later one: without it, a start
 * after a crash would fix other offsets, and train another model. Each start writes it anew, under
 * its own token and before its claim; it counts if that claim holds.
 *
 * @param run the run
 * @param generation the generation that was started
 * @param topic what it reads
 * @param topicId Kafka's id of that topic; one that is deleted and made again has another
 * @param spans begin and end of every partition that the topic had
 * @param timeMillis when it was started, wall clock
 * @param ends how often all runs of its job had ended and were gone on with
 * @param goesOn whether it was given a later end at the last of those
 * @param from where it is read on since the last of those, for each of the spans; where a partition
 *     begins if there was none, and its end if it was not given a later one
 * @param contract all that was agreed of the run
 */
public record RunStart(
        String run,
        int generation,
        String topic,
        String topicId,
        List<PartitionSpan> spans,
        long timeMillis,
        int ends,
        boolean goesOn,
        List<Long> from,
        RunContract contract) {
    private static final String INFIX = "#contract/";

    public RunStart {
        spans = List.copyOf(spans);
        from = List.copyOf(from);
    }

    /** A first start. */
    public RunStart(
            String run,
            int generation,
            String topic,
            String topicId,
            List<PartitionSpan> spans,
            long timeMillis,
            RunContract contract) {
        this(
                run,
                generation,
                topic,
                topicId,
                spans,
                timeMillis,
                0,
                false,
                spans.stream().map(PartitionSpan::begin).toList(),
                contract);
    }

    /** The same under another contract. */
    public RunStart under(RunContract other) {
        return with(spans, ends, goesOn, from, other);
    }

    /**
     * The same with a later end.
     *
     * @param number how often all runs of the job have ended
     * @param later begin and end of every partition now
     * @param positions where each is read on
     */
    public RunStart goingOn(int number, List<PartitionSpan> later, List<Long> positions) {
        return with(later, number, true, positions, contract);
    }

    /** The same in a job of which other runs go on. */
    public RunStart staying(int number) {
        return with(
                spans, number, false, spans.stream().map(PartitionSpan::end).toList(), contract);
    }

    private RunStart with(
            List<PartitionSpan> otherSpans,
            int otherEnds,
            boolean nowGoesOn,
            List<Long> otherFrom,
            RunContract otherContract) {
        return new RunStart(
                run,
                generation,
                topic,
                topicId,
                otherSpans,
                timeMillis,
                otherEnds,
                nowGoesOn,
                otherFrom,
                otherContract);
    }

    /** What is read since all runs of the job have ended last. */
    public List<PartitionSpan> reading() {
        List<PartitionSpan> reading = new ArrayList<>();
        for (int index = 0; index < spans.size(); index++) {
            PartitionSpan span = spans.get(index);
            reading.add(new PartitionSpan(span.partition(), from.get(index), span.end()));
        }
        return reading;
    }

    /** The key that a start stores this under. */
    public String key(Owner start) {
        return start.job() + INFIX + start.token() + "/" + run;
    }

    /** Whether a key is one of these. */
    public static boolean isKey(String key) {
        return key.contains(INFIX);
    }

    /** Whether a key is one that a start has written. */
    public static boolean isKeyOf(Owner start, String key) {
        return key.startsWith(start.job() + INFIX + start.token() + "/");
    }

    /** Whether a key is one that some start of a job has written. */
    public static boolean isKeyOf(String job, String key) {
        return key.startsWith(job + INFIX);
    }

    /** The value as JSON; an open end is left out. */
    public byte[] encode() {
        return JsonRecord.write(
                json -> {
                    json.writeStringField("run", run);
                    json.writeNumberField("generation", generation);
                    json.writeStringField("topic", topic);
                    json.writeStringField("topicId", topicId);
                    json.writeNumberField("ends", ends);
                    json.writeBooleanField("goesOn", goesOn);
                    json.writeArrayFieldStart("spans");
                    for (int index = 0; index < spans.size(); index++) {
                        PartitionSpan span = spans.get(index);
                        json.writeStartObject();
                        json.writeNumberField("from", from.get(index));
                        json.writeNumberField("partition", span.partition());
                        json.writeNumberField("begin", span.begin());
                        if (span.end() != PartitionSpan.OPEN) {
                            json.writeNumberField("end", span.end());
                        }
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeNumberField("time", timeMillis);
                    write(json, "fixed", contract.fixed());
                    write(json, "changeable", contract.changeable());
                });
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws UnreadableRecordException if it cannot be read
     */
    public static RunStart decode(byte[] value) {
        return JsonRecord.read("run contract", value, RunStart::of);
    }

    private static RunStart of(JsonNode node) {
        List<PartitionSpan> spans = new ArrayList<>();
        List<Long> from = new ArrayList<>();
        for (JsonNode span : node.path("spans")) {
            from.add(span.path("from").asLong(span.path("begin").asLong()));
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
                node.path("topicId").asText(),
                spans,
                node.path("time").asLong(),
                node.path("ends").asInt(),
                node.path("goesOn").asBoolean(),
                from,
                new RunContract(read(node.path("fixed")), read(node.path("changeable"))));
    }

    private static void write(JsonGenerator json, String name, Map<String, String> parts)
            throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> part : parts.entrySet()) {
            json.writeStringField(part.getKey(), part.getValue());
        }
        json.writeEndObject();
    }

    private static SortedMap<String, String> read(JsonNode parts) {
        SortedMap<String, String> map = new TreeMap<>();
        parts.properties().forEach(part -> map.put(part.getKey(), part.getValue().asText()));
        return map;
    }
}
