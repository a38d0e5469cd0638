package io.ratchet.tests.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What a run says of itself on its topic and beside its model, read without anything of the
 * product: a plain consumer, and Jackson.
 */
public final class AgreedRun {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AgreedRun() {}

    /** The last committed state of a topic's only run. */
    public static JsonNode lastState(String bootstrap, String topic) throws IOException {
        String last = "";
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers",
                                bootstrap,
                                "isolation.level",
                                "read_committed"),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, String> record :
                        consumer.poll(Duration.ofMillis(200))) {
                    if (record.value() != null && !record.key().contains("#")) {
                        last = record.value();
                    }
                }
            }
        }
        return JSON.readTree(last);
    }

    /** The lineage of the only model of a folder that ended at a step, if it is there. */
    public static Optional<JsonNode> lineage(Path models, long step) {
        if (!Files.exists(models)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(models)) {
            Optional<Path> file =
                    files.filter(path -> path.endsWith("lineage.json"))
                            .filter(path -> path.toString().contains("/" + step + "/"))
                            .findAny();
            return file.isEmpty()
                    ? Optional.empty()
                    : Optional.of(JSON.readTree(file.get().toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
