package io.ratchet.job.status;

import io.ratchet.job.log.LogReading;
import io.ratchet.job.record.StepRecordCodec;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.batch.PartitionPlaces;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** The last committed step records of a job: how fast its runs train, and how far they are. */
final class StepTail {
    /** Enough for some seconds of a fast run, and read in a moment. */
    private static final long RECORDS = 5_000;

    private static final long WINDOW_MILLIS = 10_000;
    private static final long STALE_MILLIS = 30_000;

    private final Map<String, Deque<StepRecord>> windows = new HashMap<>();
    private final Map<String, Map<Integer, Long>> trained = new HashMap<>();

    /**
     * Reads the end of the topic.
     *
     * @param consumer sees committed records only
     * @param topic the metrics topic; it has one partition
     */
    static StepTail read(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        StepTail tail = new StepTail();
        List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
        TopicPartition partition = partitions.get(0);
        long begin = consumer.beginningOffsets(partitions).getOrDefault(partition, 0L);
        long end = consumer.endOffsets(partitions).getOrDefault(partition, 0L);
        consumer.assign(partitions);
        consumer.seek(partition, Math.max(begin, end - RECORDS));
        LogReading.readTo(
                consumer,
                Map.of(partition, end),
                record -> StepRecordCodec.ifStep(record.value()).ifPresent(tail::add));
        return tail;
    }

    void add(StepRecord step) {
        Deque<StepRecord> window = windows.computeIfAbsent(step.run(), run -> new ArrayDeque<>());
        if (!window.isEmpty() && window.getLast().generation() != step.generation()) {
            window.clear();
            trained.remove(step.run());
        }
        if (!window.isEmpty() && window.getLast().timeMillis() > step.timeMillis()) {
            window.clear(); // the clock was set back: what came before tells no speed
        }
        window.addLast(step);
        while (step.timeMillis() - window.getFirst().timeMillis() > WINDOW_MILLIS) {
            window.removeFirst();
        }
        Map<Integer, Long> ends = trained.computeIfAbsent(step.run(), run -> new HashMap<>());
        for (PartitionPlaces places : step.places().partitions()) {
            ends.merge(places.partition(), places.to(), Math::max);
        }
    }

    /**
     * Samples per second of a run at its last steps; 0 where they are long ago, and empty where
     * there are too few yet to tell.
     */
    OptionalDouble samplesPerSecond(String run, long nowMillis) {
        Deque<StepRecord> window = windows.get(run);
        if (window == null) {
            return OptionalDouble.empty();
        }
        if (nowMillis - window.getLast().timeMillis() > STALE_MILLIS) {
            return OptionalDouble.of(0);
        }
        long millis = window.getLast().timeMillis() - window.getFirst().timeMillis();
        return millis <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        (window.getLast().samples() - window.getFirst().samples())
                                * 1000.0
                                / millis);
    }

    /**
     * Behind which offset of each partition the run trains next. A partition that it does not read,
     * or has read to its end long ago, is not there.
     */
    Map<Integer, Long> trained(String run) {
        return Map.copyOf(trained.getOrDefault(run, Map.of()));
    }
}
