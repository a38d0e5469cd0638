package io.ratchet.job.claim;

import io.ratchet.job.message.Message;
import io.ratchet.kafka.topic.RatchetTopics;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
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
    private final KafkaProducer<byte[], byte[]> producer;

    public RunStateWriter(Map<String, String> clients, String topic) {
        this.clients = Map.copyOf(clients);
        this.topic = topic;
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.put(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Integer.toString(RatchetTopics.RUN_STATE_MAX_MESSAGE_BYTES));
        this.producer =
                new KafkaProducer<>(
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
        RecordMetadata place = write(owner.key(), owner.encode());
        OwnerClaim claim = new OwnerClaim(owner, topic, place.partition(), place.offset());
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

    private RecordMetadata write(String key, byte @Nullable [] value) {
        try {
            return producer.send(
                            new ProducerRecord<>(
                                    topic, key.getBytes(StandardCharsets.UTF_8), value))
                    .get();
        } catch (ExecutionException e) {
            throw new StartException(
                    Message.of(
                            """
                            Cannot write '%s' to topic %s: %s. Without it the job could not be \
                            resumed; look at the broker and start again.""",
                            key, topic, e.getMessage()),
                    e);
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
