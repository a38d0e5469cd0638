package io.ratchet.tests.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What stands on an output topic, read by a plain consumer and by what docs/prove/exactly-once.md
 * says, with nothing of the product.
 */
public final class PlainRecords {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BitSet bits;
    private int at;

    private PlainRecords(byte[] bits) {
        this.bits = BitSet.valueOf(bits);
    }

    /** A committed record. */
    public record Plain(JsonNode json, int bytes) {}

    /** The committed records of a topic with one partition. */
    public static List<Plain> committed(String bootstrap, String topic) throws Exception {
        TopicPartition only = new TopicPartition(topic, 0);
        List<Plain> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            long end = consumer.endOffsets(List.of(only)).getOrDefault(only, 0L);
            while (consumer.position(only) < end) {
                for (ConsumerRecord<byte[], byte[]> next : consumer.poll(Duration.ofSeconds(1))) {
                    records.add(
                            new Plain(
                                    JSON.readTree(next.value()),
                                    next.key().length + next.value().length));
                }
            }
        }
        return records;
    }

    /** How often each offset of partition 0 stands in the places of some records. */
    public static Map<Long, Integer> counts(List<Plain> records) throws Exception {
        Map<Long, Integer> counts = new HashMap<>();
        for (Plain record : records) {
            for (JsonNode place : record.json().path("places")) {
                count(place, counts);
            }
        }
        return counts;
    }

    private static void count(JsonNode place, Map<Long, Integer> counts) throws Exception {
        boolean packed = place.size() > 3;
        PlainRecords code = new PlainRecords(packed ? place.get(5).binaryValue() : new byte[0]);
        long to = place.get(2).asLong();
        long from = place.get(1).asLong();
        while (from < to) {
            long end = packed ? from + 1 + code.number(place.get(3).asInt()) : to;
            for (; from < end; from++) {
                counts.merge(from, 1, Integer::sum);
            }
            from = end == to ? to : end + 1 + code.number(place.get(4).asInt());
        }
    }

    private long number(int order) {
        int width = 0;
        while (bits.get(at++)) {
            width++;
        }
        long high = (1L << width) + low(width) - 1;
        return (high << order) + low(order);
    }

    private long low(int count) {
        long value = 0;
        for (int bit = 0; bit < count; bit++) {
            value += bits.get(at++) ? 1L << bit : 0;
        }
        return value;
    }
}
