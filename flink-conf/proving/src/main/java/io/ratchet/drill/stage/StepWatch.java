package io.ratchet.drill.stage;

import io.ratchet.drill.measure.SeenStep;
import io.ratchet.job.record.StepRecordCodec;
import io.ratchet.operator.result.StepRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Follows the step records of a job on a thread of its own.
 *
 * <p><b>Owns</b> the thread and its consumer. <b>Threading</b>: any.
 */
public final class StepWatch implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition only;
    private final Thread thread;
    private final List<SeenStep> steps = new ArrayList<>();
    private long highest;
    private boolean hasCaughtUp;
    private @Nullable RuntimeException failure;

    private StepWatch(Map<String, String> clients, String topic, String isolation) {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        properties.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200);
        consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        only = new TopicPartition(topic, 0);
        consumer.assign(List.of(only));
        consumer.seekToBeginning(List.of(only));
        thread = new Thread(this::follow, "steps " + isolation);
        thread.setDaemon(true);
        thread.start();
    }

    /** Sees every step as soon as it is written, also if it is never committed. */
    static StepWatch written(Map<String, String> clients, String topic) {
        return new StepWatch(clients, topic, "read_uncommitted");
    }

    /** Sees committed steps. */
    static StepWatch committed(Map<String, String> clients, String topic) {
        return new StepWatch(clients, topic, "read_committed");
    }

    private void follow() {
        try (consumer) {
            long end = consumer.endOffsets(List.of(only)).getOrDefault(only, 0L);
            while (!Thread.currentThread().isInterrupted()) {
                for (ConsumerRecord<byte[], byte[]> next : consumer.poll(POLL)) {
                    take(StepRecordCodec.decode(next.value()));
                }
                if (consumer.position(only) >= end) {
                    noteCaughtUp();
                }
            }
        } catch (WakeupException | InterruptException closed) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            noteFailure(e);
        }
    }

    private synchronized void noteCaughtUp() {
        hasCaughtUp = true;
    }

    private synchronized void noteFailure(RuntimeException e) {
        failure = e;
    }

    private void check() {
        if (failure != null) {
            throw new DrillException("The step records cannot be followed any more", failure);
        }
    }

    /** Whether all has been seen that was on the topic when this began to follow it. */
    synchronized boolean hasCaughtUp() {
        check();
        return hasCaughtUp;
    }

    private synchronized void take(StepRecord step) {
        steps.add(new SeenStep(step.step(), step.timeMillis(), System.currentTimeMillis()));
        highest = Math.max(highest, step.step());
    }

    /** The highest step seen so far, 0 before the first. */
    public synchronized long highest() {
        check();
        return highest;
    }

    /** How many records were seen so far. */
    public synchronized int count() {
        check();
        return steps.size();
    }

    /** The records behind the first so many. */
    public synchronized List<SeenStep> since(int count) {
        check();
        return List.copyOf(steps.subList(count, steps.size()));
    }

    @Override
    public void close() {
        if (thread.isAlive()) {
            consumer.wakeup();
        }
        Threads.awaitEnd(thread);
    }
}
