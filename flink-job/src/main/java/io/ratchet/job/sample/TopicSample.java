package io.ratchet.job.sample;

import io.ratchet.job.log.LogReading;
import io.ratchet.job.message.Message;
import io.ratchet.job.setting.NearestKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * A sample of a topic as a {@code read_committed} reader sees it: all of it, or, where that is more
 * than is asked for, stretches at equal distances in every partition, because what stands at a
 * topic's beginning is often not what comes later.
 *
 * @param topic the topic
 * @param begins the first offset of each partition
 * @param ends the offset behind the last committed record of each partition
 */
public record TopicSample(
        String topic, Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends) {
    private static final int STRETCHES = 10;

    public TopicSample {
        begins = Map.copyOf(begins);
        ends = Map.copyOf(ends);
    }

    /**
     * Looks at a topic.
     *
     * @throws IllegalArgumentException if it does not exist
     */
    public static TopicSample of(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        Map<String, List<PartitionInfo>> topics = consumer.listTopics();
        List<PartitionInfo> infos = topics.getOrDefault(topic, List.of());
        List<TopicPartition> partitions =
                infos.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
        if (partitions.isEmpty()) {
            throw new IllegalArgumentException(
                    Message.of(
                            """
                            There is no topic '%s'.%s 'ratchet load FILE --topic %s' makes it; a \
                            file can be looked at before it is loaded.""",
                            topic, NearestKey.advice(topic, topics.keySet()), topic));
        }
        consumer.assign(partitions);
        return new TopicSample(
                topic, consumer.beginningOffsets(partitions), consumer.endOffsets(partitions));
    }

    /** How many offsets there are; some may have no record any more. */
    public long offsets() {
        long offsets = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            offsets += end.getValue() - begins.getOrDefault(end.getKey(), 0L);
        }
        return offsets;
    }

    /** Whether so many records are all of it. */
    public boolean isWhole(long limit) {
        return offsets() <= limit;
    }

    /** How much of it was looked at, where so many records were asked for. */
    public String words(long read, long limit) {
        boolean all = isWhole(limit);
        // Offsets of transactions' marks and of compacted records hold none.
        return Message.of(
                "topic %s: %s%s records in %s%s%s",
                topic,
                Words.count(read),
                all ? "" : " of at most " + Words.count(offsets()),
                ends.size(),
                ends.size() == 1 ? " partition" : " partitions",
                all ? ", all" : ", in stretches spread over them");
    }

    /**
     * Reads.
     *
     * @param limit so many records at most, or a few more where partitions are many
     * @return how many were read
     */
    public long read(
            KafkaConsumer<byte[], byte[]> consumer,
            long limit,
            Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        long[] read = new long[1];
        for (Map<TopicPartition, long[]> stretch : stretches(limit)) {
            consumer.assign(stretch.keySet());
            Map<TopicPartition, Long> to = new HashMap<>();
            stretch.forEach(
                    (partition, range) -> {
                        consumer.seek(partition, range[0]);
                        to.put(partition, range[1]);
                    });
            LogReading.readTo(
                    consumer,
                    to,
                    record -> {
                        read[0]++;
                        taker.accept(record);
                    });
        }
        return read[0];
    }

    private List<Map<TopicPartition, long[]>> stretches(long limit) {
        long all = offsets();
        int count = all <= limit ? 1 : STRETCHES;
        List<Map<TopicPartition, long[]>> stretches = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            Map<TopicPartition, long[]> stretch = new HashMap<>();
            for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
                long begin = begins.getOrDefault(end.getKey(), 0L);
                long size = end.getValue() - begin;
                long from = begin + size * number / count;
                long next = begin + size * (number + 1) / count;
                double share = count == 1 ? 1 : (double) limit / all;
                long length = (long) Math.ceil((next - from) * share);
                if (length > 0) {
                    stretch.put(end.getKey(), new long[] {from, Math.min(next, from + length)});
                }
            }
            if (!stretch.isEmpty()) {
                stretches.add(stretch);
            }
        }
        return stretches;
    }
}
