package io.ratchet.job.log;

import io.ratchet.job.message.Message;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads partitions up to ends that were there when somebody asked. A log may lose its end
 * meanwhile: its topic is made again, or a replica without the last records leads. Then that end
 * never comes, and the consumer, reset to the beginning, would read other records as if they
 * followed; both is said instead.
 */
public final class LogReading {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration ASKED_AFTER = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final LongSupplier nanoClock;
    private long moved;
    private long asked;

    private LogReading(
            KafkaConsumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> ends,
            LongSupplier nanoClock) {
        this.consumer = consumer;
        this.ends = ends;
        this.nanoClock = nanoClock;
        this.moved = nanoClock.getAsLong();
        this.asked = moved;
        refuseShorter();
    }

    /**
     * Begins to read on from where the consumer stands. It may come past records that were aborted
     * for any time: that hands out nothing, and moves.
     *
     * @param consumer all of the partitions are assigned to it
     * @param ends where to stop, by partition
     * @throws CutLogException if a partition has lost what was to be read
     */
    public static LogReading begin(
            KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return new LogReading(consumer, ends, System::nanoTime);
    }

    /**
     * Reads all.
     *
     * @param taker takes each record before the ends
     * @throws CutLogException if a partition has lost what was to be read
     * @throws TimeoutException if nothing comes, and the broker does not say why
     */
    public static void readTo(
            KafkaConsumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> ends,
            Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        readTo(consumer, ends, taker, System::nanoTime);
    }

    /** The same, by a clock that never jumps. */
    public static void readTo(
            KafkaConsumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> ends,
            Consumer<ConsumerRecord<byte[], byte[]>> taker,
            LongSupplier nanoClock) {
        LogReading reading = new LogReading(consumer, ends, nanoClock);
        while (reading.takeNext(taker)) {
            // It waits for what comes next.
        }
    }

    /**
     * Takes what comes next, if anything does within a moment.
     *
     * @return whether the ends were not reached before
     */
    public boolean takeNext(Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        if (isThere()) {
            return false;
        }
        refuseSilence();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            take(record, taker);
        }
        return true;
    }

    private void refuseSilence() {
        if (isMoving()) {
            moved = nanoClock.getAsLong();
            asked = moved;
        } else if (nanoClock.getAsLong() - asked > ASKED_AFTER.toNanos()) {
            askAgain();
            asked = nanoClock.getAsLong();
            if (asked - moved > PATIENCE.toNanos()) {
                throw new TimeoutException(
                        Message.of(
                                """
                                Nothing came in %s of what stands on %s, read up to %s. Look at \
                                the broker, and start again.""",
                                PATIENCE, ends, positions));
            }
        }
    }

    /** A log that ends before what was read of it has lost that, and may hold other records. */
    private void refuseShorter() {
        ends.forEach(
                (partition, end) -> {
                    long position = consumer.position(partition);
                    if (position > end) {
                        throw new CutLogException(partition, position, end);
                    }
                });
    }

    private void take(
            ConsumerRecord<byte[], byte[]> record, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        long before = positions.getOrDefault(partition, 0L);
        if (record.offset() < before) {
            throw new CutLogException(partition, before, record.offset());
        }
        if (record.offset() < ends.getOrDefault(partition, 0L)) {
            taker.accept(record);
        }
    }

    private boolean isThere() {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private boolean isMoving() {
        boolean moves = false;
        for (TopicPartition partition : ends.keySet()) {
            long now = consumer.position(partition);
            long before = positions.getOrDefault(partition, -1L);
            if (now < before) {
                throw new CutLogException(partition, before, now);
            }
            positions.put(partition, now);
            moves |= now > before;
        }
        return moves;
    }

    private void askAgain() {
        consumer.endOffsets(ends.keySet())
                .forEach(
                        (partition, end) -> {
                            if (end < ends.getOrDefault(partition, 0L)) {
                                throw new CutLogException(
                                        partition, ends.getOrDefault(partition, 0L), end);
                            }
                        });
    }
}
