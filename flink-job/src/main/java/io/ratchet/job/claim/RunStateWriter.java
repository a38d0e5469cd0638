package io.ratchet.job.claim;

import io.ratchet.job.message.Message;
import io.ratchet.kafka.topic.RatchetTopics;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what a start fixes to the run-state topic; every value is on the broker on return. */
public final class RunStateWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunStateWriter.class);

    private final Map<String, String> clients;
    private final String topic;
    private final Producer<byte[], byte[]> producer;

    public RunStateWriter(Map<String, String> clients, String topic) {
        this(clients, topic, producer(clients));
    }

    RunStateWriter(Map<String, String> clients, String topic, Producer<byte[], byte[]> producer) {
        this.clients = Map.copyOf(clients);
        this.topic = topic;
        this.producer = producer;
    }

    private static Producer<byte[], byte[]> producer(Map<String, String> clients) {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.put(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Integer.toString(RatchetTopics.RUN_STATE_MAX_MESSAGE_BYTES));
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Claims a job for a start, with all that is fixed of its runs. What is superseded is deleted.
     *
     * @param starts of every run that the job ever had
     * @throws StartException if another start has claimed the job meanwhile; then nothing of this
     *     one counts
     */
    public OwnerClaim claim(Owner owner, Collection<RunStart> starts) {
        for (RunStart start : starts) {
            write(start.key(owner), start.encode());
        }
        OwnerClaim claim = put(owner);
        // To the end, not to the claim alone: what stood before it may have been deleted since.
        StartRecords records = StartRecords.read(clients, topic);
        Owner holder = records.claim(owner.job()).map(OwnerClaim::owner).orElse(owner);
        if (!claim.isOther(holder)) {
            delete(records.superseded(claim));
            return claim;
        }
        delete(records.of(owner));
        throw new StartException(
                Message.of(
                        """
                        Job '%s' was claimed by another start, as epoch %s (token %s), while this \
                        one was planned as epoch %s. Two of one id would stop each other, so this \
                        one ends; nothing that it has written counts. Leave the other one running, \
                        or start again when it has ended.""",
                        owner.job(), holder.epoch(), holder.token(), owner.epoch()));
    }

    /** What is deleted, nobody needs: a start does not fail for it. */
    private void delete(List<String> keys) {
        try {
            for (String key : keys) {
                write(key, null);
            }
        } catch (StartException failure) {
            LOG.warn("Could not delete what is superseded on {}: {}", topic, keys, failure);
        }
    }

    /** Writes a claim. The broker may have taken it though it has not answered: that is asked. */
    private OwnerClaim put(Owner owner) {
        try {
            RecordMetadata place = send(owner.key(), owner.encode());
            return new OwnerClaim(owner, topic, place.partition(), place.offset());
        } catch (ExecutionException failure) {
            return look(owner, failure)
                    .orElseThrow(
                            () ->
                                    unclaimed(
                                            owner,
                                            failure,
                                            "The claim is not on the topic: a start of the job that"
                                                    + " runs goes on. Look at the broker and start"
                                                    + " again."));
        }
    }

    private Optional<OwnerClaim> look(Owner owner, ExecutionException failure) {
        try {
            return StartRecords.read(clients, topic).claim(owner);
        } catch (RuntimeException silence) {
            failure.addSuppressed(silence);
            throw unclaimed(
                    owner,
                    failure,
                    Message.of(
                            """
                            Whether the claim is on the topic cannot be told (%s). If it is, a \
                            start of the job that runs ends, because it was started again as epoch \
                            %d, and nobody trains until it is started once more. Look at the broker \
                            and start again.""",
                            silence.getMessage(), owner.epoch()));
        }
    }

    private StartException unclaimed(Owner owner, ExecutionException failure, String outcome) {
        return new StartException(
                Message.of(
                        "Cannot claim job '%s' on topic %s: %s. %s",
                        owner.job(), topic, failure.getMessage(), outcome),
                failure);
    }

    private RecordMetadata write(String key, byte @Nullable [] value) {
        try {
            return send(key, value);
        } catch (ExecutionException e) {
            throw new StartException(
                    Message.of(
                            """
                            Cannot write '%s' to topic %s: %s. Without it the job could not be \
                            resumed; look at the broker and start again.""",
                            key, topic, e.getMessage()),
                    e);
        }
    }

    private RecordMetadata send(String key, byte @Nullable [] value) throws ExecutionException {
        try {
            return producer.send(
                            new ProducerRecord<>(
                                    topic, key.getBytes(StandardCharsets.UTF_8), value))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("Interrupted while '" + key + "' was written.", e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
