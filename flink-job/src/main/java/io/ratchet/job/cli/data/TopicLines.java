package io.ratchet.job.cli.data;

import io.ratchet.job.log.LogReading;
import io.ratchet.job.message.Message;
import io.ratchet.job.sample.TopicSample;
import io.ratchet.job.sample.Words;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Topics and their newest records, for a reader. */
final class TopicLines {
    private static final String INTERNAL = "__";

    private TopicLines() {}

    /** A line for each topic, without those that Kafka keeps for itself. */
    static void list(Set<String> topics, KafkaConsumer<byte[], byte[]> consumer, PrintWriter out) {
        List<String> names =
                new TreeSet<>(topics).stream().filter(name -> !name.startsWith(INTERNAL)).toList();
        if (names.isEmpty()) {
            out.println("There is no topic yet; 'ratchet load FILE --topic T' makes one.");
        }
        for (String name : names) {
            out.println(size(TopicSample.of(consumer, name)));
        }
    }

    /** The newest records of each partition, the oldest of them first. */
    static void read(
            TopicSample topic, int count, KafkaConsumer<byte[], byte[]> consumer, PrintWriter out) {
        List<TopicPartition> partitions =
                topic.ends().keySet().stream()
                        .sorted(Comparator.comparingInt(TopicPartition::partition))
                        .toList();
        for (TopicPartition partition : partitions) {
            long begin = topic.begins().getOrDefault(partition, 0L);
            long end = topic.ends().getOrDefault(partition, begin);
            newest(partition, begin, end, count, consumer)
                    .forEach(record -> out.println(line(record)));
        }
    }

    /** How much of a topic is shown. */
    static String words(TopicSample topic, int count) {
        return topic.offsets() == 0
                ? "topic " + topic.topic() + " is empty"
                : size(topic) + ", of which the newest " + count + " of each partition follow";
    }

    private static String size(TopicSample topic) {
        // Marks of transactions and compacted records take offsets, too.
        return Message.of(
                "%s: %s%s, at most %s records",
                topic.topic(),
                topic.ends().size(),
                topic.ends().size() == 1 ? " partition" : " partitions",
                Words.count(topic.offsets()));
    }

    /** Looks at a longer and longer stretch before the end, as some offsets have no record. */
    private static Deque<ConsumerRecord<byte[], byte[]>> newest(
            TopicPartition partition,
            long begin,
            long end,
            int count,
            KafkaConsumer<byte[], byte[]> consumer) {
        long stretch = 2L * count;
        while (true) {
            long from = Math.max(begin, end - stretch);
            Deque<ConsumerRecord<byte[], byte[]>> found = new ArrayDeque<>();
            consumer.assign(List.of(partition));
            consumer.seek(partition, from);
            LogReading.readTo(
                    consumer,
                    Map.of(partition, end),
                    record -> {
                        found.addLast(record);
                        if (found.size() > count) {
                            found.removeFirst();
                        }
                    });
            if (found.size() == count || from == begin) {
                return found;
            }
            stretch *= 4;
        }
    }

    private static String line(ConsumerRecord<byte[], byte[]> record) {
        return Message.of(
                "%s/%s%s: %s",
                record.partition(),
                record.offset(),
                record.key() == null ? "" : " " + text(record.key()),
                text(record.value()));
    }

    private static String text(byte @Nullable [] bytes) {
        if (bytes == null) {
            return "(deleted)";
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException binary) {
            return "(" + Words.count(bytes.length) + " bytes that are no text)";
        }
    }
}
