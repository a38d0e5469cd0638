package io.ratchet.job.contract;

import io.ratchet.job.claim.StartException;
import io.ratchet.job.log.CommittedRecords;
import io.ratchet.job.log.LogReading;
import io.ratchet.job.message.Message;
import io.ratchet.job.waiting.Waiting;
import io.ratchet.training.run.PartitionSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Finds what a run that is started now would read of a topic. */
public final class TopicSpans {
    private static final Duration DECISION_PATIENCE = Duration.ofSeconds(3);
    private static final Duration LOOKED_EVERY = Duration.ofMillis(20);

    private final Map<String, String> clients;

    public TopicSpans(Map<String, String> clients) {
        this.clients = clients;
    }

    /**
     * What a run would read.
     *
     * @param spans of every partition, by ascending partition
     * @param empty the partitions that hold no record behind their begin
     * @param undecided what stands in transactions that are still open, a sentence each
     */
    record Found(List<PartitionSpan> spans, List<Integer> empty, List<String> undecided) {
        Found {
            empty = List.copyOf(empty);
            spans = List.copyOf(spans);
            undecided = List.copyOf(undecided);
        }
    }

    /**
     * Looks at a topic.
     *
     * @param fromLatest whether it begins at the end
     * @param bounded whether it ends behind the last record that is committed now
     * @throws StartException if the topic does not exist
     */
    Found find(String topic, boolean fromLatest, boolean bounded) {
        try (KafkaConsumer<byte[], byte[]> consumer = CommittedRecords.consumer(clients)) {
            List<PartitionInfo> infos = consumer.listTopics().getOrDefault(topic, List.of());
            if (infos.isEmpty()) {
                throw new StartException(
                        Message.of(
                                """
                                Topic '%s' does not exist. Make it with 'ratchet topics create' \
                                and fill it, for example with 'ratchet load'.""",
                                topic));
            }
            List<TopicPartition> partitions =
                    infos.stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .sorted(Comparator.comparingInt(TopicPartition::partition))
                            .toList();
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> written = writtenEnds(partitions);
            Map<TopicPartition, Long> ends = committedEnds(consumer, written);
            List<PartitionSpan> spans = new ArrayList<>();
            List<Integer> empty = new ArrayList<>();
            for (TopicPartition partition : partitions) {
                long first = begins.getOrDefault(partition, 0L);
                long last = ends.getOrDefault(partition, 0L);
                long begin = fromLatest ? last : first;
                if (begin == last) {
                    empty.add(partition.partition());
                }
                long end =
                        bounded
                                ? Math.max(
                                        begin, behindLastRecord(consumer, partition, first, last))
                                : PartitionSpan.OPEN;
                spans.add(new PartitionSpan(partition.partition(), begin, end));
            }
            return new Found(
                    spans,
                    empty,
                    new OpenInput(clients).describe(ends, written, bounded && !fromLatest));
        }
    }

    private Map<TopicPartition, Long> writtenEnds(List<TopicPartition> partitions) {
        try (KafkaConsumer<byte[], byte[]> uncommitted =
                new KafkaConsumer<>(
                        new HashMap<>(clients),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            return uncommitted.endOffsets(partitions);
        }
    }

    /**
     * The ends up to which everything is decided. A commit is acknowledged a little before its
     * readers see it, so that open transactions get some time to be decided.
     */
    private static Map<TopicPartition, Long> committedEnds(
            KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> written) {
        Set<TopicPartition> partitions = written.keySet();
        return Waiting.until(
                DECISION_PATIENCE,
                LOOKED_EVERY,
                () -> consumer.endOffsets(partitions),
                ends ->
                        partitions.stream()
                                .allMatch(
                                        at ->
                                                ends.getOrDefault(at, 0L)
                                                        >= written.getOrDefault(at, 0L)));
    }

    /**
     * The offset behind the last record. A partition's end may stand behind markers of transactions
     * and records of aborted ones, which no reader ever sees: a run that waited for that end would
     * wait for ever.
     */
    private static long behindLastRecord(
            KafkaConsumer<byte[], byte[]> consumer,
            TopicPartition partition,
            long first,
            long last) {
        consumer.assign(List.of(partition));
        for (long back = 16; ; back *= 16) {
            long from = Math.max(first, last - back);
            consumer.seek(partition, from);
            long[] behind = {-1};
            LogReading.readTo(
                    consumer, Map.of(partition, last), record -> behind[0] = record.offset() + 1);
            if (behind[0] >= 0) {
                return behind[0];
            }
            if (from == first) {
                return first;
            }
        }
    }
}
