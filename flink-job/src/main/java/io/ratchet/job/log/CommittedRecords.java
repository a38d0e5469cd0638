package io.ratchet.job.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a topic as a {@code read_committed} reader sees it, from its beginning to the end that it
 * has when the reading begins. That is what the promises are measured with.
 */
public final class CommittedRecords {
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    /**
     * How long the broker holds a fetch back where nothing more is on the topic; 500 by default. It
     * answers one question of a connection after the other, so that whatever is asked behind that
     * fetch, and the closing of the consumer, waits as long.
     */
    private static final String FETCH_WAIT_MILLIS = "20";

    private CommittedRecords() {}

    /**
     * Reads all partitions of a topic; within a partition in order.
     *
     * @param client properties of the client, with its bootstrap servers
     * @param topic the topic; nothing is read if it does not exist
     * @param taker takes each record
     */
    public static void read(
            Map<String, String> client,
            String topic,
            Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(client)) {
            read(consumer, topic, taker);
        }
    }

    /**
     * Reads a topic with records that are not committed, or never will be: for what is written
     * without a transaction, and must be seen behind one that is open.
     */
    public static void readWritten(
            Map<String, String> client,
            String topic,
            Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        try (KafkaConsumer<byte[], byte[]> consumer = writtenConsumer(client)) {
            read(consumer, topic, taker);
        }
    }

    private static void read(
            KafkaConsumer<byte[], byte[]> consumer,
            String topic,
            Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        List<PartitionInfo> infos = consumer.listTopics().getOrDefault(topic, List.of());
        List<TopicPartition> partitions =
                infos.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
        if (partitions.isEmpty()) {
            return;
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        // Under read_committed this is the offset of the first record that is still open.
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        LogReading.readTo(consumer, ends, taker);
    }

    /**
     * A consumer of bytes that sees committed records only, and commits nothing itself. It is for
     * reading to an end that is there: where there is nothing, it asks fifty times a second.
     */
    public static KafkaConsumer<byte[], byte[]> consumer(Map<String, String> client) {
        return consumer(client, "read_committed");
    }

    /** The same for reading on and on, as long as there is nothing in patience. */
    public static KafkaConsumer<byte[], byte[]> follower(Map<String, String> client) {
        Map<String, String> patient = new HashMap<>(client);
        patient.putIfAbsent(
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                Integer.toString(ConsumerConfig.DEFAULT_FETCH_MAX_WAIT_MS));
        return consumer(patient, "read_committed");
    }

    /** A consumer of bytes that sees all that is written, whatever becomes of it. */
    public static KafkaConsumer<byte[], byte[]> writtenConsumer(Map<String, String> client) {
        return consumer(client, "read_uncommitted");
    }

    /**
     * Closes a consumer, also in a task that is being cancelled: an interruption is kept for later,
     * because Kafka's clients complain of it at length.
     */
    public static void close(KafkaConsumer<byte[], byte[]> consumer) {
        boolean interrupted = Thread.interrupted();
        try {
            consumer.close(CloseOptions.timeout(CLOSE_PATIENCE));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(
            Map<String, String> client, String isolation) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
        return new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
