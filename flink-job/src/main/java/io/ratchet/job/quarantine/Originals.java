package io.ratchet.job.quarantine;

import io.ratchet.job.log.CommittedRecords;
import io.ratchet.job.message.Message;
import io.ratchet.job.record.QuarantineEntry;
import io.ratchet.training.batch.PartitionPlaces;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Finds refused records on the topic that they came from, where they have their keys and headers;
 * one that is no longer there, or has made way for another, is taken from quarantine as far as it
 * is whole there.
 */
final class Originals implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A gap that is read over rather than asked for anew. */
    private static final long NEAR = 2_000;

    private final KafkaConsumer<byte[], byte[]> consumer;

    Originals(Map<String, String> clients) {
        consumer = CommittedRecords.consumer(clients);
    }

    /** The originals of entries, in their order; nothing for one that is lost. */
    List<Optional<Original>> of(List<QuarantineEntry> entries) {
        Map<TopicPartition, NavigableSet<Long>> wanted =
                new TreeMap<>(Comparator.comparing(TopicPartition::toString));
        for (QuarantineEntry entry : entries) {
            PartitionPlaces place = entry.places().partitions().get(0);
            wanted.computeIfAbsent(
                            new TopicPartition(entry.topic(), place.partition()),
                            at -> new TreeSet<>())
                    .add(place.from());
        }
        Map<String, ConsumerRecord<byte[], byte[]>> found = new HashMap<>();
        wanted.forEach((partition, offsets) -> read(partition, offsets, found));
        return entries.stream().map(entry -> original(entry, found)).toList();
    }

    private void read(
            TopicPartition partition,
            NavigableSet<Long> offsets,
            Map<String, ConsumerRecord<byte[], byte[]>> found) {
        if (consumer.partitionsFor(partition.topic()).isEmpty()) {
            return;
        }
        consumer.assign(List.of(partition));
        long begin = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        Long next = offsets.ceiling(begin);
        long position = -1;
        long moved = System.nanoTime();
        while (next != null && next < end) {
            if (position < 0 || next < position || next > position + NEAR) {
                consumer.seek(partition, next);
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (offsets.contains(record.offset())) {
                    found.put(
                            place(partition.topic(), partition.partition(), record.offset()),
                            record);
                }
            }
            long before = position;
            position = consumer.position(partition);
            next = offsets.ceiling(position);
            if (position != before) {
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > PATIENCE.toNanos()) {
                throw new ReplayException(
                        Message.of(
                                """
                                The broker hands out nothing of %s from offset %s on, though it \
                                goes up to %s. What was sent before is noted; look at the broker, \
                                and give the command again.""",
                                partition, position, end));
            }
        }
    }

    private static String place(String topic, int partition, long offset) {
        return topic + "/" + partition + "/" + offset;
    }

    private static Optional<Original> original(
            QuarantineEntry entry, Map<String, ConsumerRecord<byte[], byte[]>> found) {
        PartitionPlaces place = entry.places().partitions().get(0);
        ConsumerRecord<byte[], byte[]> record =
                found.get(place(entry.topic(), place.partition(), place.from()));
        if (record != null && sha256(record.value()).equals(entry.sha256())) {
            return Optional.of(
                    new Original(
                            record.key(),
                            true,
                            record.value(),
                            List.of(record.headers().toArray())));
        }
        boolean whole =
                entry.bytes().length == entry.length()
                        && sha256(entry.bytes()).equals(entry.sha256());
        return whole
                ? Optional.of(new Original(null, false, entry.bytes(), List.of()))
                : Optional.empty();
    }

    private static String sha256(byte @Nullable [] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(bytes == null ? new byte[0] : bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    @Override
    public void close() {
        CommittedRecords.close(consumer);
    }
}
