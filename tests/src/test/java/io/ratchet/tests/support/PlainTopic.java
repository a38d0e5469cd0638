package io.ratchet.tests.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a plain {@code read_committed} consumer sees of a topic: it shares no code with Ratchet. */
public final class PlainTopic {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final ObjectMapper JSON = new ObjectMapper();

    private PlainTopic() {}

    /** Every record of a partition that can be read now. */
    public static List<ConsumerRecord<byte[], byte[]>> records(
            String bootstrap, String topic, int partition) {
        TopicPartition at = new TopicPartition(topic, partition);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers", bootstrap,
                                "isolation.level", "read_committed",
                                "enable.auto.commit", "false"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(List.of(at));
            consumer.seekToBeginning(List.of(at));
            long end = consumer.endOffsets(List.of(at)).getOrDefault(at, 0L);
            while (consumer.position(at) < end) {
                consumer.poll(POLL).forEach(records::add);
            }
        }
        return records;
    }

    /** The values of an output topic that speak of a run and its steps, in the topic's order. */
    public static List<JsonNode> ofRun(String bootstrap, String topic, String run) {
        List<JsonNode> values = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records(bootstrap, topic, 0)) {
            if (record.value() == null) {
                continue; // a tombstone
            }
            try {
                JsonNode value = JSON.readTree(record.value());
                if (value.path("run").asText().equals(run) && value.has("step")) {
                    values.add(value);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return values;
    }
}
