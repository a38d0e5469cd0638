package io.ratchet.job.contract;

import io.ratchet.job.log.CommittedRecords;
import io.ratchet.job.log.LogReading;
import io.ratchet.job.record.StepRecordCodec;
import io.ratchet.operator.result.StepRecord;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * How far runs have trained: from the end of the metrics topic backwards to a committed step of
 * each. Records that are not the job's take no part. Where other runs have written very much since
 * a run's last step, it is not looked for any further.
 */
public final class LastSteps {
    /** So many offsets of a partition are looked at; of usual steps some 100 MB. */
    static final long MOST_OFFSETS = 300_000;

    private static final long FIRST_WINDOW = 64;
    private static final long GROWTH = 8;

    private final Map<String, Map<Integer, Long>> positions = new HashMap<>();
    private final Set<String> runs;
    private final int generation;
    private final long most;

    private LastSteps(Set<String> runs, int generation, long most) {
        this.runs = runs;
        this.generation = generation;
        this.most = most;
    }

    /** Reads the last steps of a generation, in at most so many offsets of a partition. */
    public static LastSteps read(
            Map<String, String> clients,
            String topic,
            Set<String> runs,
            int generation,
            long most) {
        LastSteps steps = new LastSteps(runs, generation, most);
        try (KafkaConsumer<byte[], byte[]> consumer = CommittedRecords.consumer(clients)) {
            List<PartitionInfo> infos = consumer.listTopics().getOrDefault(topic, List.of());
            for (PartitionInfo info : infos) {
                steps.readBackwards(consumer, new TopicPartition(topic, info.partition()));
            }
        }
        return steps;
    }

    /**
     * Behind the last record of each partition that a run has trained; nothing if none was found.
     */
    public Optional<Map<Integer, Long>> positions(String run) {
        return Optional.ofNullable(positions.get(run));
    }

    private void readBackwards(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
        consumer.assign(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        long first =
                Math.max(
                        end - most,
                        consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L));
        long window = FIRST_WINDOW;
        while (end > first && !positions.keySet().containsAll(runs)) {
            long begin = Math.max(first, end - window);
            consumer.seek(partition, begin);
            LogReading.readTo(consumer, Map.of(partition, end), this::take);
            end = begin;
            window *= GROWTH;
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        // The key is the run: most records are another's, and need not be read.
        if (record.key() == null
                || !runs.contains(new String(record.key(), StandardCharsets.UTF_8))) {
            return;
        }
        // Of what is not the job's, the sink warns.
        StepRecordCodec.ifStep(record.value())
                .filter(step -> runs.contains(step.run()) && step.generation() == generation)
                .ifPresent(this::take);
    }

    private void take(StepRecord step) {
        Map<Integer, Long> ends = positions.computeIfAbsent(step.run(), any -> new HashMap<>());
        step.places().forEach((trained, from, to) -> ends.merge(trained, to, Math::max));
    }
}
