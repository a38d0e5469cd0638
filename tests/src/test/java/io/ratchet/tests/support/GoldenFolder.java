package io.ratchet.tests.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ratchet.job.log.CommittedRecords;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What one version has left of a job: its file, its savepoint, what stood on its output topics, and
 * how it went on.
 */
public final class GoldenFolder {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final ObjectMapper LINES = new ObjectMapper();
    private static final String CONFIGURATION = "job.yaml";
    private static final String SAVEPOINT = "savepoint.zip";
    private static final String OUTCOME = "outcome.json";

    private final Path folder;

    public GoldenFolder(Path folder) {
        this.folder = folder;
    }

    public String configuration() throws IOException {
        return Files.readString(folder.resolve(CONFIGURATION));
    }

    public void writeConfiguration(String text) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(CONFIGURATION), text);
    }

    public JsonNode outcome() throws IOException {
        return JSON.readTree(folder.resolve(OUTCOME).toFile());
    }

    public void writeOutcome(ObjectNode outcome) throws IOException {
        JSON.writeValue(folder.resolve(OUTCOME).toFile(), outcome);
    }

    /** Stores a savepoint. */
    public void zip(Path savepoint) throws IOException {
        try (OutputStream file = Files.newOutputStream(folder.resolve(SAVEPOINT));
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> files = Files.walk(savepoint)) {
            for (Path one : files.filter(Files::isRegularFile).sorted().toList()) {
                ZipEntry entry = new ZipEntry(savepoint.relativize(one).toString());
                entry.setTime(0);
                zip.putNextEntry(entry);
                Files.copy(one, zip);
            }
        }
    }

    /** Puts the savepoint into another folder than it was written to. */
    public void unzip(Path savepoint) throws IOException {
        Files.createDirectories(savepoint);
        try (ZipInputStream zip =
                new ZipInputStream(Files.newInputStream(folder.resolve(SAVEPOINT)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Files.copy(zip, savepoint.resolve(entry.getName()));
            }
        }
    }

    /** Stores what a reader sees of a topic; returns how many records that are. */
    public int dump(Map<String, String> clients, String topic) throws IOException {
        List<String> lines = new ArrayList<>();
        CommittedRecords.read(
                clients,
                topic,
                record -> {
                    if (record.value() == null) {
                        return; // superseded by a start that came after the savepoint
                    }
                    ObjectNode line = LINES.createObjectNode();
                    line.put("key", new String(record.key(), StandardCharsets.UTF_8));
                    line.put("value", new String(record.value(), StandardCharsets.UTF_8));
                    lines.add(line.toString());
                });
        Files.write(folder.resolve(topic + ".jsonl"), lines);
        return lines.size();
    }

    /** The records that stood on a topic, in their order. */
    public List<ProducerRecord<byte[], byte[]>> records(String topic) throws IOException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(topic + ".jsonl"))) {
            JsonNode record = LINES.readTree(line);
            records.add(
                    TestBroker.keyed(
                            topic, record.path("key").asText(), record.path("value").asText()));
        }
        return records;
    }
}
