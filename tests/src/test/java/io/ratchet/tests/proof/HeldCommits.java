package io.ratchet.tests.proof;

import io.ratchet.job.OperatorNames;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Holds the committer of the step records where it makes its producer, and lets it fail there: the
 * checkpoint is complete, its transaction is not committed.
 *
 * <p>Static, because Kafka makes the interceptors. A committer makes a producer for its first
 * commit, whether that comes with a checkpoint or with a restore.
 */
public final class HeldCommits implements ProducerInterceptor<byte[], byte[]> {
    private static final AtomicInteger TO_HOLD = new AtomicInteger();
    private static final Semaphore HELD = new Semaphore(0);
    private static final Semaphore TO_FAIL = new Semaphore(0);

    /** The next committers are held, each before its first commit. */
    static void hold(int committers) {
        TO_HOLD.set(committers);
    }

    /** Whether one is held that has not been waited for yet. */
    static boolean isHeld() {
        return HELD.tryAcquire();
    }

    /** The one that is held fails. */
    static void fail() {
        TO_FAIL.release();
    }

    @Override
    public void configure(Map<String, ?> configuration) {
        String task = Thread.currentThread().getName();
        if (!task.contains(OperatorNames.METRICS_SINK)
                || !task.contains("Committer")
                || TO_HOLD.getAndDecrement() <= 0) {
            return;
        }
        HELD.release();
        try {
            TO_FAIL.acquire();
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("the job dies before it commits");
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> sent) {
        return sent;
    }

    @Override
    public void onAcknowledgement(
            @Nullable RecordMetadata metadata, @Nullable Exception exception) {}

    @Override
    public void close() {}
}
