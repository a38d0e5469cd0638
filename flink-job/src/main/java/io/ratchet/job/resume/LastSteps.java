package io.ratchet.job.resume;

import io.ratchet.job.record.CommittedRecords;
import io.ratchet.job.record.StepRecordCodec;
import io.ratchet.job.record.UnreadableRecordException;
import io.ratchet.operator.result.StepRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * How far runs have trained: from the end of the metrics topic backwards to a committed step of
 * each. Records that are not the job's take no part.
 */
final class LastSteps {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long FIRST_WINDOW = 64;
    private static final long GROWTH = 8;

    private final Map<String, Map<Integer, Long>> positions = new HashMap<>();
    private final Set<String> runs;
    private final int generation;

    private LastSteps(Set<String> runs, int generation) {
        this.runs = runs;
        this.generation = generation;
    }

    /** Reads the last steps of a generation. */
    static LastSteps read(
            Map<String, String> clients, String topic, Set<String> runs, int generation) {
        LastSteps steps = new LastSteps(runs, generation);
        try (KafkaConsumer<byte[], byte[]> consumer = CommittedRecords.consumer(clients)) {
            List<PartitionInfo> infos = consumer.listTopics().getOrDefault(topic, List.of());
            for (PartitionInfo info : infos) {
                steps.readBackwards(consumer, new TopicPartition(topic, info.partition()));
            }
        }
        return steps;
    }

    /** Behind the last record of each partition that a run has trained in the steps looked at. */
    Map<Integer, Long> positions(String run) {
        return positions.getOrDefault(run, Map.of());
    }

    private void readBackwards(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
        consumer.assign(List.of(partition));
        long first = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        long window = FIRST_WINDOW;
        while (end > first && !positions.keySet().containsAll(runs)) {
            long begin = Math.max(first, end - window);
            read(consumer, partition, begin, end);
            end = begin;
            window *= GROWTH;
        }
    }

    private void read(
            KafkaConsumer<byte[], byte[]> consumer,
            TopicPartition partition,
            long begin,
            long end) {
        consumer.seek(partition, begin);
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < end && record.value() != null) {
                    take(record.value());
                }
            }
        }
    }

    private void take(byte[] value) {
        StepRecord step;
        try {
            step = StepRecordCodec.decode(value);
        } catch (UnreadableRecordException foreign) {
            return; // the sink warns of it
        }
        if (runs.contains(step.run()) && step.generation() == generation) {
            Map<Integer, Long> ends = positions.computeIfAbsent(step.run(), any -> new HashMap<>());
            step.places().forEach((trained, from, to) -> ends.merge(trained, to, Math::max));
        }
    }
}
