package io.ratchet.tests.support;

import io.ratchet.job.log.CommittedRecords;
import io.ratchet.job.record.StepRecordCodec;
import io.ratchet.operator.result.StepRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Follows the steps of a job while it runs. */
public final class StepFollower implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Long> last = new HashMap<>();
    private final Map<String, Long> changes = new HashMap<>();

    private StepFollower(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        this.consumer = consumer;
        TopicPartition partition = new TopicPartition(topic, 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    /** Sees committed steps only. */
    public static StepFollower committed(Map<String, String> clients, String topic) {
        return new StepFollower(CommittedRecords.consumer(clients), topic);
    }

    /** Sees every step that was ever written, committed or not. */
    public static StepFollower written(Map<String, String> clients, String topic) {
        return new StepFollower(
                new KafkaConsumer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers",
                                clients.getOrDefault("bootstrap.servers", ""),
                                "enable.auto.commit",
                                "false"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer()),
                topic);
    }

    /** The last step of a run that was seen, 0 before the first. */
    public long of(String run) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            StepRecord step = StepRecordCodec.decode(record.value());
            last.merge(step.run(), step.step(), Math::max);
        }
        return last.getOrDefault(run, 0L);
    }

    /** How often more steps of a run were seen than before. */
    public long changes(String run) {
        long before = last.getOrDefault(run, 0L);
        if (of(run) > before) {
            changes.merge(run, 1L, Long::sum);
        }
        return changes.getOrDefault(run, 0L);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
