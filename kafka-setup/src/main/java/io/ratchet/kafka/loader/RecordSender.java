package io.ratchet.kafka.loader;

import io.ratchet.kafka.batch.TensorBatchHeaders;
import io.ratchet.kafka.file.FileRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Sends records and remembers the first that Kafka did not take; nothing is sent after that one was
 * noticed.
 */
final class RecordSender implements Callback {
    private final Producer<byte[], byte[]> producer;
    private final LoadOptions options;
    private final int partitionCount;
    private final AtomicLongArray acknowledged;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long sentCount;

    RecordSender(Producer<byte[], byte[]> producer, LoadOptions options, int partitionCount) {
        this.producer = producer;
        this.options = options;
        this.partitionCount = partitionCount;
        this.acknowledged = new AtomicLongArray(partitionCount);
    }

    void send(FileRecord next) throws IOException, InterruptedException {
        throwFailure();
        int partition = options.spread().partitionOf(sentCount, partitionCount);
        ProducerRecord<byte[], byte[]> outgoing =
                new ProducerRecord<>(
                        options.topic(),
                        partition == PartitionSpread.BY_KEY ? null : partition,
                        next.key(),
                        next.value());
        if (next.tensors()) {
            TensorBatchHeaders.addTo(outgoing.headers());
        }
        try {
            // The future tells nothing that onCompletion does not.
            Future<RecordMetadata> unused = producer.send(outgoing, this);
        } catch (InterruptException interrupted) {
            throw interrupted(interrupted);
        } catch (KafkaException refused) {
            throw new IOException(
                    "Kafka does not take record " + sentCount + ": " + refused.getMessage(),
                    refused);
        }
        sentCount++;
    }

    /** Waits until all is acknowledged. */
    void flush() throws IOException, InterruptedException {
        try {
            producer.flush();
        } catch (InterruptException interrupted) {
            throw interrupted(interrupted);
        }
        throwFailure();
    }

    long sentCount() {
        return sentCount;
    }

    /** Acknowledged records, from partition 0 on. */
    List<Long> perPartition() {
        List<Long> counts = new ArrayList<>();
        for (int partition = 0; partition < partitionCount; partition++) {
            counts.add(acknowledged.get(partition));
        }
        return counts;
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata place, @Nullable Exception refused) {
        if (refused != null) {
            failure.compareAndSet(null, refused);
        } else if (place != null) {
            acknowledged.incrementAndGet(place.partition());
        }
    }

    private void throwFailure() throws IOException {
        Exception refused = failure.get();
        if (refused != null) {
            throw new IOException("Kafka did not take a record: " + refused.getMessage(), refused);
        }
    }

    private static InterruptedException interrupted(InterruptException cause) {
        Thread.interrupted();
        InterruptedException interrupted = new InterruptedException(cause.getMessage());
        interrupted.initCause(cause);
        return interrupted;
    }
}
