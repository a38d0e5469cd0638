package io.ratchet.job.sink;

import io.ratchet.job.record.CommittedRecords;
import io.ratchet.job.record.Position;
import io.ratchet.job.record.TopicOrder;
import io.ratchet.job.record.Track;
import io.ratchet.job.resume.OwnerClaim;
import io.ratchet.job.resume.OwnerWatch;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads where a topic ends and what stands at its end.
 *
 * <p><b>Owns</b> a consumer, until {@link #close()}. <b>Threading</b>: one thread.
 */
final class CommittedTail implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    /** What the restored checkpoint has prepared is committed meanwhile. */
    private static final Duration SETTLED_AFTER = Duration.ofMillis(200);

    private static final Duration SETTLED_EVERY = Duration.ofSeconds(1);
    private static final Duration LOOKED_EVERY = Duration.ofMillis(10);

    /** A snapshot does not wait longer for an end: an older one will do. */
    private static final Duration END_PATIENCE = Duration.ofSeconds(2);

    private final Map<String, String> clients;
    private final String topic;
    private final KafkaConsumer<byte[], byte[]> written;

    CommittedTail(Map<String, String> clients, String topic) {
        this.clients = clients;
        this.topic = topic;
        this.written = CommittedRecords.writtenConsumer(clients);
    }

    /**
     * Watches the owner, until this is closed, with the same consumer: each more that is made takes
     * a restart longer.
     */
    OwnerWatch watch(OwnerClaim claim) {
        return OwnerWatch.with(written, claim);
    }

    /** Where the topic ends now, by partition, whatever becomes of its open transactions. */
    Map<Integer, Long> end() {
        Map<Integer, Long> ends = new HashMap<>();
        written.endOffsets(partitions())
                .forEach((partition, end) -> ends.put(partition.partition(), end));
        return ends;
    }

    /** The same, or nothing if the broker does not answer soon. */
    Optional<Map<Integer, Long>> endIfReachable() {
        try {
            Map<Integer, Long> ends = new HashMap<>();
            written.endOffsets(partitions(), END_PATIENCE)
                    .forEach((partition, end) -> ends.put(partition.partition(), end));
            return Optional.of(ends);
        } catch (TimeoutException unreachable) {
            return Optional.empty();
        }
    }

    /**
     * How far the committed records have come, once everything that is on the topic now is decided.
     *
     * @param since where to begin, by partition; at the beginning of those that are not named
     * @param order tells where a record stands
     * @param patience how long to wait for transactions that are open
     * @param settle is called again and again while some are
     */
    Map<Track, Position> committed(
            Map<Integer, Long> since, TopicOrder<?> order, Duration patience, Runnable settle)
            throws InterruptedException {
        List<TopicPartition> partitions = partitions();
        Map<TopicPartition, Long> ends = written.endOffsets(partitions);
        Map<Track, Position> positions = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> committed = CommittedRecords.consumer(clients)) {
            awaitDecision(committed, ends, patience, settle);
            committed.assign(partitions);
            for (TopicPartition partition : partitions) {
                committed.seek(partition, since.getOrDefault(partition.partition(), 0L));
            }
            while (!isAt(committed, ends)) {
                for (ConsumerRecord<byte[], byte[]> record : committed.poll(POLL)) {
                    if (record.value() != null && order.isOf(record.key())) {
                        order.ofRecord(
                                record.value(),
                                (track, position) ->
                                        positions.merge(track, position, CommittedTail::later));
                    }
                }
            }
        }
        return positions;
    }

    private List<TopicPartition> partitions() {
        return written.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private static void awaitDecision(
            KafkaConsumer<byte[], byte[]> committed,
            Map<TopicPartition, Long> ends,
            Duration patience,
            Runnable settle)
            throws InterruptedException {
        long begin = System.nanoTime();
        long settleAt = begin + SETTLED_AFTER.toNanos();
        while (true) {
            Map<TopicPartition, Long> decided = committed.endOffsets(ends.keySet());
            if (ends.entrySet().stream()
                    .allMatch(end -> decided.getOrDefault(end.getKey(), 0L) >= end.getValue())) {
                return;
            }
            if (System.nanoTime() - begin > patience.toNanos()) {
                throw new IllegalStateException(
                        "Transactions on "
                                + ends.keySet()
                                + " are still open after "
                                + patience
                                + ": written up to "
                                + ends
                                + ", decided up to "
                                + decided
                                + ". What goes on from there cannot be told; look at the broker's"
                                + " transactions ('kafka-transactions.sh find-hanging').");
            }
            if (System.nanoTime() - settleAt > 0) {
                settle.run();
                settleAt = System.nanoTime() + SETTLED_EVERY.toNanos();
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("while open transactions on a topic were awaited");
            }
            LockSupport.parkNanos(LOOKED_EVERY.toNanos());
        }
    }

    private static boolean isAt(
            KafkaConsumer<byte[], byte[]> committed, Map<TopicPartition, Long> ends) {
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            if (committed.position(end.getKey()) < end.getValue()) {
                return false;
            }
        }
        return true;
    }

    private static Position later(Position one, Position other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    @Override
    public void close() {
        CommittedRecords.close(written);
    }
}
