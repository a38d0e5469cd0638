package io.ratchet.job.resume;

import io.ratchet.job.record.Owner;
import io.ratchet.job.record.RunStart;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes what a start fixes to the run-state topic; every value is on the broker on return. */
final class RunStateWriter implements AutoCloseable {
    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;

    RunStateWriter(Map<String, String> clients, String topic) {
        this.topic = topic;
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        this.producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void write(RunStart start) {
        write(RunStart.key(start.run()), start.encode());
    }

    OwnerClaim claim(Owner owner) {
        RecordMetadata place = write(Owner.key(owner.job()), owner.encode());
        return new OwnerClaim(owner, topic, place.partition(), place.offset());
    }

    private RecordMetadata write(String key, byte[] value) {
        try {
            return producer.send(
                            new ProducerRecord<>(
                                    topic, key.getBytes(StandardCharsets.UTF_8), value))
                    .get();
        } catch (ExecutionException e) {
            throw new StartException(
                    "Cannot write '"
                            + key
                            + "' to topic "
                            + topic
                            + ": "
                            + e.getMessage()
                            + ". Without it the job could not be resumed; look at the broker and"
                            + " start again.",
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
