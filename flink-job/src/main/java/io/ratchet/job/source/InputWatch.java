package io.ratchet.job.source;

import io.ratchet.job.message.Message;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Looks now and then, in the job manager, whether a topic that is read is still there and still the
 * same. A consumer does not tell: it waits for ever for a topic that was deleted, and reads on in
 * one that was made again.
 *
 * <p><b>Owns</b> an admin client from its first look on, until {@link #close()}. <b>Threading</b>:
 * looks in one thread of the source's coordinator, judges in the other, and is closed from there.
 */
final class InputWatch implements AutoCloseable {
    private static final long LOOKED_EVERY_MILLIS = 5_000;

    /** A broker that starts may not know its topics yet. */
    private static final int SURE = 3;

    private static final Map<String, String> IMPATIENT =
            Map.of("default.api.timeout.ms", "5000", "request.timeout.ms", "3000");

    private final String topic;
    private final Map<String, Object> settings;
    private @Nullable Admin admin;
    private boolean isClosed;
    private @Nullable Uuid known;
    private int missing;

    /**
     * @param topic the topic
     */
    InputWatch(ReadTopic topic) {
        this.topic = topic.name();
        this.known = topic.id().isEmpty() ? null : Uuid.fromString(topic.id());
        this.settings = new HashMap<>(topic.clients());
        this.settings.putAll(IMPATIENT);
    }

    /** What a look has found: an id, or that there is none; neither where nobody answers. */
    private record Look(@Nullable Uuid id, boolean isGone) {
        static final Look NOTHING = new Look(null, false);
    }

    /** Begins to look; what ends the job is thrown in the coordinator's thread. */
    void begin(SplitEnumeratorContext<KafkaPartitionSplit> context) {
        context.callAsync(
                this::look,
                (look, fault) -> {
                    if (look != null) {
                        judge(look);
                    }
                },
                LOOKED_EVERY_MILLIS,
                LOOKED_EVERY_MILLIS);
    }

    /**
     * Asks the broker for the topic's id; blocks for some seconds at most.
     *
     * @throws KafkaException if there is no such topic, or the broker does not say
     */
    Uuid ask() throws InterruptedException {
        try {
            TopicDescription found =
                    admin().describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            return Objects.requireNonNull(found).topicId();
        } catch (ExecutionException unanswered) {
            throw unanswered.getCause() instanceof KafkaException said
                    ? said
                    : new KafkaException(unanswered);
        }
    }

    /**
     * Compares what {@link #ask} has found before anything is read of the topic.
     *
     * @param fault why nothing was found
     */
    void judge(@Nullable Uuid id, @Nullable Throwable fault) {
        if (id == null) {
            throw new FlinkRuntimeException(
                    Message.of(
                            """
                            Cannot tell whether topic '%s' is still the one that is trained, so \
                            nothing is read of it.""",
                            topic),
                    fault);
        }
        judge(new Look(id, false));
    }

    private Look look() throws InterruptedException {
        try {
            return new Look(ask(), false);
        } catch (UnknownTopicOrPartitionException gone) {
            return new Look(null, true);
        } catch (KafkaException unanswered) {
            return Look.NOTHING;
        }
    }

    private synchronized Admin admin() {
        if (isClosed) {
            throw new KafkaException("Nobody looks after topic '" + topic + "' any more.");
        }
        if (admin == null) {
            admin = Admin.create(settings);
        }
        return admin;
    }

    private void judge(Look look) {
        missing = look.isGone() ? missing + 1 : 0;
        if (missing >= SURE) {
            throw MissingInputException.gone(topic);
        }
        Uuid before = known;
        Uuid now = look.id();
        if (before == null) {
            known = now;
        } else if (now != null && !now.equals(before)) {
            throw MissingInputException.replaced(topic, before.toString(), now.toString());
        }
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        if (admin != null) {
            admin.close(Duration.ZERO);
            admin = null;
        }
    }
}
