package io.ratchet.tests.support;

import io.ratchet.kafka.broker.LocalBroker;
import io.ratchet.kafka.topic.PartitionGrowth;
import io.ratchet.kafka.topic.TopicExecutor;
import io.ratchet.kafka.topic.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker in this process, and what a test fills it with. */
public final class TestBroker implements AutoCloseable {
    private static final int RECORD_LIMIT_BYTES = 32 * 1024 * 1024;

    private final LocalBroker broker;

    private TestBroker(LocalBroker broker) {
        this.broker = broker;
    }

    public static TestBroker start(Path folder) {
        return new TestBroker(LocalBroker.start(folder));
    }

    public String bootstrap() {
        return broker.bootstrapServers();
    }

    public int port() {
        return broker.port();
    }

    public Map<String, String> clients() {
        return Map.of("bootstrap.servers", bootstrap());
    }

    /**
     * Makes a topic that does not exist and fills it; returns where the records stand, in their
     * order.
     */
    public List<Place> fill(
            String topic, int partitions, Iterable<ProducerRecord<byte[], byte[]>> records)
            throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(clients()))) {
            new TopicExecutor(admin)
                    .create(List.of(TopicSpec.of(topic, partitions)), PartitionGrowth.REFUSED);
        }
        return append(records);
    }

    /** Appends to topics that exist; returns where the records stand, in their order. */
    public List<Place> append(Iterable<ProducerRecord<byte[], byte[]>> records) throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrap(),
                                "max.request.size",
                                RECORD_LIMIT_BYTES,
                                "buffer.memory",
                                2 * RECORD_LIMIT_BYTES),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                sent.add(producer.send(record));
            }
        }
        List<Place> places = new ArrayList<>();
        for (Future<RecordMetadata> future : sent) {
            RecordMetadata metadata = future.get();
            places.add(new Place(metadata.topic(), metadata.partition(), metadata.offset()));
        }
        return places;
    }

    public static ProducerRecord<byte[], byte[]> row(String topic, int partition, String text) {
        return new ProducerRecord<>(topic, partition, null, text.getBytes(StandardCharsets.UTF_8));
    }

    public static ProducerRecord<byte[], byte[]> keyed(String topic, String key, String text) {
        return new ProducerRecord<>(
                topic, key.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        broker.close();
    }
}
