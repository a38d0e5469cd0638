package io.ratchet.kafka.loader;

import io.ratchet.kafka.file.RecordFile;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Streams files into a topic: every record of the file becomes exactly one record of the topic, and
 * within a partition they keep their order (idempotent producer, all acknowledgements).
 *
 * <p>A load is not a transaction: one that fails has sent the records before the failure.
 */
public final class FileLoader {
    private static final long ANSWER_SECONDS = 30;
    private static final int MAX_REQUEST_BYTES = 32 * 1024 * 1024;

    private final Map<String, Object> connection;
    private final RecordPacer.NanoClock clock;

    /**
     * A loader for a cluster.
     *
     * @param connection Kafka's client settings, at least {@code bootstrap.servers}
     */
    public FileLoader(Map<String, Object> connection) {
        this(connection, RecordPacer.NanoClock.SYSTEM);
    }

    FileLoader(Map<String, Object> connection, RecordPacer.NanoClock clock) {
        this.connection = Map.copyOf(connection);
        this.clock = clock;
    }

    /**
     * Checks the files and loads them.
     *
     * @throws LoadException if they cannot be taken, and as {@link #load(CheckedFile, LoadOptions,
     *     LoadListener)}
     * @throws InterruptedException if the thread is interrupted; what was sent stays sent
     */
    public LoadSummary load(RecordFile file, LoadOptions options, LoadListener listener)
            throws LoadException, InterruptedException {
        return load(FileCheck.check(file, options, listener), options, listener);
    }

    /**
     * Loads files that were checked with the same options, and waits until Kafka has acknowledged
     * every record.
     *
     * @throws LoadException if a file cannot be read or Kafka does not take a record; says how many
     *     records came before
     * @throws InterruptedException if the thread is interrupted; what was sent stays sent
     */
    public LoadSummary load(CheckedFile file, LoadOptions options, LoadListener listener)
            throws LoadException, InterruptedException {
        int partitionCount = partitionCount(options.topic());
        List<String> faults = options.spread().faults(partitionCount);
        if (!faults.isEmpty()) {
            throw new LoadException(
                    "Cannot spread the records over topic '"
                            + options.topic()
                            + "' with "
                            + partitionCount
                            + " partition(s): "
                            + String.join("; ", faults));
        }
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings(), new ByteArraySerializer(), new ByteArraySerializer())) {
            RecordSender sender = new RecordSender(producer, options, partitionCount);
            AtomicLong byteCounter = new AtomicLong();
            try {
                return new Loading(file, options, listener, sender, byteCounter, clock).run();
            } catch (IOException failure) {
                throw new LoadException(
                        "Cannot load "
                                + file.file().fileNames()
                                + " into topic '"
                                + options.topic()
                                + "' any further, after "
                                + sender.sentCount()
                                + " record(s), which stay sent: "
                                + LoadException.reason(failure)
                                + ".",
                        failure);
            }
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 10);
        settings.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        settings.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        settings.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * MAX_REQUEST_BYTES);
        return settings;
    }

    private int partitionCount(String topic) throws LoadException, InterruptedException {
        try (Admin admin = Admin.create(connection)) {
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .values()
                    .iterator()
                    .next()
                    .partitions()
                    .size();
        } catch (ExecutionException refused) {
            Throwable cause = refused.getCause() == null ? refused : refused.getCause();
            throw new LoadException(
                    "Cannot load into topic '"
                            + topic
                            + "': "
                            + cause.getMessage()
                            + " Create the topic first, and check the broker's address.",
                    cause);
        } catch (TimeoutException silent) {
            throw new LoadException(
                    "Cannot load into topic '"
                            + topic
                            + "': no answer from "
                            + connection.get("bootstrap.servers")
                            + " within "
                            + Duration.ofSeconds(ANSWER_SECONDS).toSeconds()
                            + " s. Is the broker up, and its address right?",
                    silent);
        }
    }
}
