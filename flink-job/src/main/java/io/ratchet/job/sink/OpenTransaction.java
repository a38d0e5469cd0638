package io.ratchet.job.sink;

import io.ratchet.job.message.Message;
import io.ratchet.job.track.EncodedRecord;
import io.ratchet.job.track.TrackHeader;
import io.ratchet.job.track.TrackRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that is written to, or waits for its checkpoint.
 *
 * <p><b>Threading</b>: the task's thread; the producer's own tells what became of the records.
 */
final class OpenTransaction {
    private static final Duration ABORT_PATIENCE = Duration.ofMillis(500);

    private final FlinkKafkaInternalProducer<byte[], byte[]> producer;
    private final long producerId;
    private final short epoch;
    private final Positions content = new Positions();
    private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    OpenTransaction(FlinkKafkaInternalProducer<byte[], byte[]> producer) {
        this.producer = producer;
        this.producerId = producer.getProducerId();
        this.epoch = producer.getEpoch();
    }

    FlinkKafkaInternalProducer<byte[], byte[]> producer() {
        return producer;
    }

    /** Behind its last record on each partition, once it is prepared. */
    Map<TopicPartition, Long> ends() {
        return ends;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback is told
    void send(EncodedRecord record) throws IOException {
        refuseFailure();
        byte[] key = record.key().getBytes(StandardCharsets.UTF_8);
        List<TrackRange> ranges = record.ranges();
        for (byte[] value : record.values()) {
            ProducerRecord<byte[], byte[]> sent =
                    new ProducerRecord<>(record.topic(), null, key, value);
            sent.headers().add(TrackHeader.KEY, TrackHeader.encode(ranges));
            try {
                producer.send(sent, (metadata, cause) -> take(sent, metadata, cause));
            } catch (KafkaException cause) {
                failure.compareAndSet(null, cause);
                refuseFailure();
            }
            // The parts are committed together: the first stands for all.
            ranges = List.of();
        }
        record.ranges().forEach(content::add);
    }

    private void take(
            ProducerRecord<byte[], byte[]> sent,
            @Nullable RecordMetadata metadata,
            @Nullable Exception cause) {
        if (cause instanceof RecordTooLargeException) {
            failure.set(SinkException.ofTooLarge(sent, cause));
        } else if (cause != null) {
            failure.compareAndSet(null, cause);
        } else if (metadata != null) {
            ends.merge(
                    new TopicPartition(metadata.topic(), metadata.partition()),
                    metadata.offset() + 1,
                    Math::max);
        }
    }

    /** Returns when all of it is on the broker. */
    void flush() throws IOException {
        producer.flush();
        refuseFailure();
    }

    SinkState.Prepared prepared() {
        return new SinkState.Prepared(producer.getTransactionalId(), producerId, epoch, content);
    }

    void commit() throws IOException {
        try {
            producer.commitTransaction();
        } catch (KafkaException cause) {
            throw new IOException(
                    Message.of(
                            """
                            Cannot commit transaction '%s', which is part of a complete \
                            checkpoint: %s. The restart finds out what is missing. If this comes \
                            again, raise kafka.transactionTimeout above the time that a checkpoint \
                            takes.""",
                            producer.getTransactionalId(), cause.getMessage()),
                    cause);
        }
    }

    /** Whether its producer has no newer epoch than its own, once it is committed. */
    boolean isEpochSpent() {
        return producer.getEpoch() == epoch && producer.getProducerId() == producerId;
    }

    /** Closes the producer of what is not prepared; that aborts it. */
    void abandon() {
        Undisturbed.close(() -> producer.close(ABORT_PATIENCE));
    }

    private void refuseFailure() throws IOException {
        Exception cause = failure.get();
        if (cause == null) {
            return;
        }
        if (cause instanceof SinkException ending) {
            throw ending;
        }
        throw new IOException(
                Message.of(
                        """
                        Cannot write to the output topics in transaction '%s': %s. The job starts \
                        again from its last checkpoint.""",
                        producer.getTransactionalId(), cause.getMessage()),
                cause);
    }
}
