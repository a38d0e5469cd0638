package io.ratchet.job.demo;

import io.ratchet.job.log.CommittedRecords;
import io.ratchet.job.record.StepRecordCodec;
import io.ratchet.operator.result.StepRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Follows the metrics topic as a {@code read_committed} reader. <b>Threading</b>: one thread. */
final class CommittedStepWatch implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private Optional<StepRecord> newest = Optional.empty();

    CommittedStepWatch(Map<String, String> clients, String topic) {
        consumer = CommittedRecords.follower(clients);
        TopicPartition only = new TopicPartition(topic, 0);
        consumer.assign(List.of(only));
        consumer.seekToBeginning(List.of(only));
    }

    /**
     * Reads what has been committed since the last call, waiting a moment for it; returns the
     * newest step record.
     */
    Optional<StepRecord> poll(Duration patience) {
        for (ConsumerRecord<byte[], byte[]> next : consumer.poll(patience)) {
            newest = Optional.of(StepRecordCodec.decode(next.value()));
        }
        return newest;
    }

    /** The step that was committed last, 0 before the first. */
    long newestStep() {
        return newest.map(StepRecord::step).orElse(0L);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
