package io.ratchet.job.sink;

import io.ratchet.job.claim.Owner;
import io.ratchet.job.claim.OwnerClaim;
import io.ratchet.kafka.broker.LocalBroker;
import io.ratchet.operator.restore.RestorePoint;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** A broker with the output topics of a job, and what a plain reader sees on them. */
@SuppressWarnings("try") // a harness may be interrupted
final class SinkStage implements AutoCloseable {
    static final String STEPS = "metrics";
    static final String STATES = "run-state";
    static final String REFUSED = "quarantine";
    static final String JOB = "job";

    /** Settings of a broker that forgets ids that are not used for a second. */
    static final Map<String, String> FORGETFUL =
            Map.of(
                    "transactional.id.expiration.ms", "1000",
                    "transaction.remove.expired.transaction.cleanup.interval.ms", "200");

    private final Path folder;
    private final LocalBroker broker;
    private final Admin admin;

    SinkStage(Path folder, Map<String, String> settings) throws Exception {
        this.folder = folder;
        this.broker = LocalBroker.start(folder.resolve("kafka"), 0, settings);
        this.admin = Admin.create(Map.<String, Object>copyOf(clients()));
    }

    /** A stage with fresh topics. */
    static SinkStage open(Path folder) throws Exception {
        return open(folder, Map.of());
    }

    /** One whose broker has a transaction protocol, 0 to 2. */
    static SinkStage open(Path folder, short protocol) throws Exception {
        SinkStage stage = open(folder);
        if (protocol < 2) {
            stage.admin
                    .updateFeatures(
                            Map.of(
                                    "transaction.version",
                                    new FeatureUpdate(
                                            protocol, FeatureUpdate.UpgradeType.SAFE_DOWNGRADE)),
                            new UpdateFeaturesOptions())
                    .all()
                    .get();
        }
        return stage;
    }

    static SinkStage open(Path folder, Map<String, String> settings) throws Exception {
        SinkStage stage = new SinkStage(folder, settings);
        for (String topic : List.of(STEPS, STATES, REFUSED)) {
            stage.make(topic);
        }
        return stage;
    }

    Map<String, String> clients() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    LocalBroker broker() {
        return broker;
    }

    Admin admin() {
        return admin;
    }

    void make(String topic) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        awaitExistence(topic, true);
    }

    /** Lets a topic take only batches of records up to a size. */
    void limit(String topic, int bytes) throws Exception {
        set(topic, "max.message.bytes", Integer.toString(bytes));
    }

    /** Sets something of a topic; the broker hears of it from the controller. */
    void set(String topic, String name, String value) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        admin.incrementalAlterConfigs(
                        Map.of(
                                resource,
                                List.of(
                                        new AlterConfigOp(
                                                new ConfigEntry(name, value),
                                                AlterConfigOp.OpType.SET))))
                .all()
                .get();
        while (!Objects.requireNonNull(
                        admin.describeConfigs(List.of(resource)).values().get(resource))
                .get()
                .get(name)
                .value()
                .equals(value)) {
            Thread.onSpinWait();
        }
    }

    /** Has the cleaner take all but the last record of each key, of all that stands there now. */
    void compact(String topic) throws Exception {
        set(topic, "segment.ms", "1");
        set(topic, "min.cleanable.dirty.ratio", "0.0");
        set(topic, "cleanup.policy", "compact");
    }

    /** Waits until a value is no longer on a topic. */
    void awaitCompacted(String topic, @Nullable String value) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (committed(topic).contains(value)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(value + " is still on " + topic);
            }
            // What is written last is never cleaned: a segment begins with it.
            write(topic, new byte[] {1}, new byte[] {1});
        }
    }

    void delete(String topic) throws Exception {
        admin.deleteTopics(List.of(topic)).all().get();
        awaitExistence(topic, false);
    }

    /** The broker hears of it from the controller. */
    private void awaitExistence(String topic, boolean exists) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (admin.listTopics().names().get().contains(topic) != exists) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(topic + " does not come, or go");
            }
        }
    }

    /** Writes a claim to the job; the start it stands for goes on from a checkpoint, if any. */
    SinkTask start(long epoch, Optional<SinkLife.Saved> from) throws Exception {
        return start(epoch, from, clients(), CommitInterceptor.NONE, false);
    }

    SinkTask start(
            long epoch,
            Optional<SinkLife.Saved> from,
            Map<String, String> clients,
            CommitInterceptor commits,
            boolean acceptsLoss)
            throws Exception {
        Owner owner = new Owner(JOB, epoch, 1, "token-" + epoch, 0);
        RecordMetadata place =
                write(STATES, owner.key().getBytes(StandardCharsets.UTF_8), owner.encode());
        org.apache.flink.core.fs.Path path =
                new org.apache.flink.core.fs.Path(folder.resolve("chk").toUri());
        Files.createDirectories(folder.resolve("chk"));
        RestorePoint restore =
                from.map(saved -> new RestorePoint(path, path, saved.id()))
                        .orElseGet(() -> RestorePoint.nothing(path));
        return new SinkTask(
                List.of(STEPS, STATES, REFUSED),
                clients,
                Map.of(),
                Duration.ofSeconds(20),
                new OwnerClaim(owner, STATES, place.partition(), place.offset()),
                restore,
                epoch == 1,
                acceptsLoss,
                Set.of("run"),
                Set.of(),
                ReadAgain.NOTHING,
                commits);
    }

    /** The same start, with other clients. */
    SinkTask sameStart(SinkTask start, Map<String, String> clients) {
        return same(start, clients, start.producer(), start.arrivalRuns());
    }

    /** A first start, whose producers are set in some other way. */
    SinkTask startWith(Map<String, String> producer) throws Exception {
        return same(start(1, Optional.empty()), clients(), producer, Set.of());
    }

    /** The same start, where records are trained as they arrive. */
    static SinkTask byArrival(SinkTask start) {
        return same(start, start.clients(), start.producer(), start.runs());
    }

    /** The same start, which writes its steps to another topic. */
    static SinkTask elsewhere(SinkTask start, String steps) {
        return same(
                start,
                List.of(steps, STATES, REFUSED),
                start.clients(),
                start.producer(),
                start.arrivalRuns());
    }

    private static SinkTask same(
            SinkTask start,
            Map<String, String> clients,
            Map<String, String> producer,
            Set<String> arrivalRuns) {
        return same(start, start.topics(), clients, producer, arrivalRuns);
    }

    private static SinkTask same(
            SinkTask start,
            List<String> topics,
            Map<String, String> clients,
            Map<String, String> producer,
            Set<String> arrivalRuns) {
        return new SinkTask(
                topics,
                clients,
                producer,
                start.transactionTimeout(),
                start.claim(),
                start.restore(),
                start.isAfresh(),
                start.acceptsLoss(),
                start.runs(),
                arrivalRuns,
                start.again(),
                start.commits());
    }

    /** The first start has written two steps and refused a record, all of it committed. */
    SinkLife.Saved live() throws Exception {
        try (SinkLife life = begin(1, Optional.empty())) {
            return life.steps(1, 2).refused(7).checkpoint(1);
        }
    }

    /** Begins a life of a start. */
    SinkLife begin(long epoch, Optional<SinkLife.Saved> from) throws Exception {
        return SinkLife.begin(start(epoch, from), from);
    }

    /** Whether the checkpoint that starts go on from is marked. */
    Optional<String> mark() throws Exception {
        Path mark = folder.resolve("chk").resolve("_passed-over");
        return Files.exists(mark) ? Optional.of(Files.readString(mark)) : Optional.empty();
    }

    /** Writes a record as anybody may. */
    RecordMetadata write(String topic, byte[] key, byte @Nullable [] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.<String, Object>copyOf(clients()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            return producer.send(new ProducerRecord<>(topic, key, value)).get();
        }
    }

    /** Leaves a record in a transaction that nobody will end, of a producer that is gone. */
    void leaveOpen(String transactionalId) throws Exception {
        Map<String, Object> properties = new HashMap<>(clients());
        properties.put("transactional.id", transactionalId);
        properties.put("transaction.timeout.ms", "60000");
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(STEPS, new byte[] {1}, new byte[] {1})).get();
        producer.close(Duration.ZERO);
    }

    /** What a plain reader of committed records sees of the sink's, in its order. */
    List<String> committed(String topic) throws Exception {
        awaitMarkers();
        Map<String, Object> properties = new HashMap<>(clients());
        properties.put("isolation.level", "read_committed");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> reader =
                new KafkaConsumer<>(
                        properties, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            reader.assign(List.of(partition));
            reader.seekToBeginning(List.of(partition));
            long end = reader.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (reader.position(partition) < end) {
                for (ConsumerRecord<String, String> record : reader.poll(Duration.ofMillis(50))) {
                    if (!record.key().contains("#claim/")) {
                        values.add(record.value());
                    }
                }
            }
        }
        return values;
    }

    /** The broker answers a commit before readers can see it. */
    private void awaitMarkers() throws Exception {
        ListTransactionsOptions ending =
                new ListTransactionsOptions()
                        .filterStates(
                                Set.of(
                                        TransactionState.PREPARE_COMMIT,
                                        TransactionState.PREPARE_ABORT));
        while (!admin.listTransactions(ending).all().get().isEmpty()) {
            Thread.onSpinWait();
        }
    }

    /** Waits until the broker no longer knows a transactional id. */
    void awaitForgotten(String id) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (transactionalIds().contains(id)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(id + " is not forgotten");
            }
        }
    }

    /** All transactional ids that the broker knows. */
    Set<String> transactionalIds() throws Exception {
        return admin.listTransactions().all().get().stream()
                .map(TransactionListing::transactionalId)
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        admin.close();
        broker.close();
    }
}
