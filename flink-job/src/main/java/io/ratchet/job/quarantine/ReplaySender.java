package io.ratchet.job.quarantine;

import io.ratchet.job.message.Message;
import io.ratchet.job.record.QuarantineEntry;
import io.ratchet.training.batch.PartitionPlaces;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends records again, each stretch of them in one transaction with the note that they were sent.
 *
 * <p>There is one of its transactional id: a second replay of the same job fences the first, and
 * sees all that was noted, since the notes are read when the id is held.
 */
final class ReplaySender implements AutoCloseable {
    /** The header that says where a record stood first: topic, partition and offset. */
    static final String FROM = "ratchet.replayed-from";

    private static final int MOST_COMMITS = 3;
    private static final int REQUEST_BYTES = 64 * 1024 * 1024;
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final KafkaProducer<byte[], byte[]> producer;
    private final String logTopic;

    /** A judged entry that is sent. */
    record Outgoing(QuarantineEntry entry, ReplayRuling.Send send) {}

    ReplaySender(Map<String, String> clients, String logTopic) {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, logTopic);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, REQUEST_BYTES);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, "5");
        properties.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        this.producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer());
        this.logTopic = logTopic;
    }

    /** Ends what an earlier replay has left open, and keeps others off. */
    void begin() {
        producer.initTransactions();
    }

    /**
     * Sends and notes.
     *
     * @throws ReplayException if Kafka does not take them; then none of them was sent
     */
    void send(List<Outgoing> outgoing, String to, long timeMillis) {
        producer.beginTransaction();
        try {
            for (Outgoing each : outgoing) {
                send(each);
            }
            // What is refused fails the commit.
            Future<RecordMetadata> unused =
                    producer.send(
                            new ProducerRecord<>(
                                    logTopic,
                                    to.getBytes(StandardCharsets.UTF_8),
                                    ReplayLog.encode(
                                            outgoing.stream().map(Outgoing::entry).toList(),
                                            to,
                                            timeMillis)));
            producer.flush();
        } catch (KafkaException refused) {
            abort(refused);
            throw notTaken(refused);
        }
        commit();
    }

    /** Its answer may be late; it is asked for again, and nothing may be aborted meanwhile. */
    private void commit() {
        for (int attempt = 1; ; attempt++) {
            try {
                producer.commitTransaction();
                return;
            } catch (TimeoutException unanswered) {
                if (attempt == MOST_COMMITS) {
                    throw new ReplayException(
                            Message.of(
                                    """
                                    Kafka does not say whether it has taken what was sent last: \
                                    %s. What it has taken is noted with it; give the command \
                                    again, and it goes on there.""",
                                    unanswered.getMessage()),
                            unanswered);
                }
            } catch (KafkaException refused) {
                abort(refused);
                throw notTaken(refused);
            }
        }
    }

    private static ReplayException notTaken(KafkaException refused) {
        return new ReplayException(
                Message.of(
                        """
                        Kafka did not take what was sent again: %s. What was sent before is noted; \
                        give the command again, and it goes on there.""",
                        refused.getMessage()),
                refused);
    }

    private void abort(KafkaException cause) {
        try {
            producer.abortTransaction();
        } catch (KafkaException fenced) {
            cause.addSuppressed(fenced); // then the broker has aborted it, or will
        }
    }

    private void send(Outgoing each) {
        QuarantineEntry entry = each.entry();
        PartitionPlaces place = entry.places().partitions().get(0);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        entry.topic(),
                        each.send().partition(),
                        each.send().key(),
                        each.send().original().value());
        for (Header header : each.send().original().headers()) {
            record.headers().add(header);
        }
        record.headers()
                .add(
                        FROM,
                        (entry.topic() + "/" + place.partition() + "/" + place.from())
                                .getBytes(StandardCharsets.UTF_8));
        Future<RecordMetadata> unused = producer.send(record);
    }

    @Override
    public void close() {
        producer.close(CLOSE_PATIENCE);
    }
}
