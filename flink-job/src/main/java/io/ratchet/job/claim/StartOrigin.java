package io.ratchet.job.claim;

import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.job.record.JsonRecord;
import io.ratchet.job.record.UnreadableRecordException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * What a start tells in every checkpoint that it takes: what its tasks write to, how they write
 * their state, and what was fixed of its runs. A later start compares itself with it, also where
 * the run-state topic is another or lost.
 *
 * @param job the job
 * @param stateBackend what writes the state, as it is configured
 * @param topics ids of the output topics, by name
 * @param starts what was fixed of every run of the job, by run
 */
public record StartOrigin(
        String job,
        String stateBackend,
        SortedMap<String, String> topics,
        SortedMap<String, RunStart> starts) {
    public StartOrigin {
        topics = Collections.unmodifiableSortedMap(new TreeMap<>(topics));
        starts = Collections.unmodifiableSortedMap(new TreeMap<>(starts));
    }

    /** That of a start. */
    public static StartOrigin of(
            String job,
            String stateBackend,
            Map<String, String> topics,
            Collection<RunStart> starts) {
        SortedMap<String, RunStart> byRun = new TreeMap<>();
        starts.forEach(start -> byRun.put(start.run(), start));
        return new StartOrigin(job, stateBackend, new TreeMap<>(topics), byRun);
    }

    /** As JSON, deflated: the contracts of many columns repeat themselves. */
    public byte[] encode() {
        byte[] json =
                JsonRecord.write(
                        out -> {
                            out.writeStringField("job", job);
                            out.writeStringField("stateBackend", stateBackend);
                            out.writeObjectFieldStart("topics");
                            for (Map.Entry<String, String> topic : topics.entrySet()) {
                                out.writeStringField(topic.getKey(), topic.getValue());
                            }
                            out.writeEndObject();
                            out.writeArrayFieldStart("starts");
                            for (RunStart start : starts.values()) {
                                out.writeString(new String(start.encode(), StandardCharsets.UTF_8));
                            }
                            out.writeEndArray();
                        });
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(bytes)) {
            deflated.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot deflate into memory.", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws UnreadableRecordException if it cannot be read
     */
    public static StartOrigin decode(byte[] bytes) {
        JsonNode node = JsonRecord.read("start's origin", inflated(bytes));
        SortedMap<String, String> topics = new TreeMap<>();
        node.path("topics")
                .properties()
                .forEach(topic -> topics.put(topic.getKey(), topic.getValue().asText()));
        SortedMap<String, RunStart> starts = new TreeMap<>();
        for (JsonNode text : node.path("starts")) {
            RunStart start = RunStart.decode(text.asText().getBytes(StandardCharsets.UTF_8));
            starts.put(start.run(), start);
        }
        return new StartOrigin(
                node.path("job").asText(), node.path("stateBackend").asText(), topics, starts);
    }

    private static byte[] inflated(byte[] bytes) {
        try (InflaterInputStream inflated =
                new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            return inflated.readAllBytes();
        } catch (IOException e) {
            throw new UnreadableRecordException(
                    "Cannot read a start's origin of " + bytes.length + " bytes.", e);
        }
    }
}
