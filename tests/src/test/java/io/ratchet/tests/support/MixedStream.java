package io.ratchet.tests.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** A stream with bad records in it, and the same stream without them, partition by partition. */
public final class MixedStream {
    private final String topic;
    private final int partitions;
    private final List<One> records = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();

    public MixedStream(String topic, int partitions) {
        this.topic = topic;
        this.partitions = partitions;
    }

    /** A record; it is good if its reason is empty. */
    private record One(int partition, byte @Nullable [] value, Headers headers, String reason) {}

    /** Adds a good record. */
    public void good(int partition, byte[] value, Headers headers) {
        records.add(new One(partition, value, headers, ""));
    }

    /** Adds a record that has to be refused for the reason. */
    public void bad(int partition, byte @Nullable [] value, Headers headers, String reason) {
        records.add(new One(partition, value, headers, reason));
    }

    public static Headers noHeaders() {
        return new RecordHeaders();
    }

    /** Fills the topic, and {@code <topic>-clean} with the good records only. */
    public void fill(TestBroker broker) throws Exception {
        List<ProducerRecord<byte[], byte[]>> mixed = new ArrayList<>();
        List<ProducerRecord<byte[], byte[]>> clean = new ArrayList<>();
        for (One one : records) {
            mixed.add(
                    new ProducerRecord<>(topic, one.partition, null, null, one.value, one.headers));
            if (one.reason.isEmpty()) {
                clean.add(
                        new ProducerRecord<>(
                                topic + "-clean",
                                one.partition,
                                null,
                                null,
                                one.value,
                                one.headers));
            }
        }
        places.addAll(broker.fill(topic, partitions, mixed));
        broker.fill(topic + "-clean", partitions, clean);
    }

    /** Every place of the stream. */
    public List<Place> places() {
        return List.copyOf(places);
    }

    /** The reason of every bad record by its place. */
    public Map<String, String> refused() {
        Map<String, String> refused = new TreeMap<>();
        for (int index = 0; index < records.size(); index++) {
            if (!records.get(index).reason.isEmpty()) {
                Place place = places.get(index);
                refused.put(place.partition() + "@" + place.offset(), records.get(index).reason);
            }
        }
        return refused;
    }
}
