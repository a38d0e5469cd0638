package io.ratchet.job.resume;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.job.checkpoint.CertifiedCheckpoint;
import io.ratchet.job.checkpoint.Writer;
import io.ratchet.job.claim.OwnerWatch;
import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.Configurations;
import io.ratchet.kafka.broker.LocalBroker;
import io.ratchet.kafka.topic.PartitionGrowth;
import io.ratchet.kafka.topic.RatchetTopics;
import io.ratchet.kafka.topic.TopicExecutor;
import io.ratchet.kafka.topic.TopicSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.NewPartitions;
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
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * A broker on which starts are planned, and a reader of what they leave that shares nothing with
 * them: a plain consumer, and Jackson.
 */
final class StartStage implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEAD =
            "{\"v\":2,\"run\":\"flights\",\"instance\":\"flights\",\"generation\":1,";

    private final LocalBroker broker;
    private final Map<String, String> clients;
    private final Path folder;
    private int count;

    private StartStage(LocalBroker broker, Path folder) {
        this.broker = broker;
        this.folder = folder;
        this.clients = Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    static StartStage start(Path folder) {
        return new StartStage(LocalBroker.start(folder.resolve("broker")), folder);
    }

    /** Makes the topics of a new job, of two input partitions; returns its name. */
    String makeJob() {
        String job = "agreed" + count++;
        makeTopics(clients, job);
        return job;
    }

    /** Those of a job whose input has two partitions. */
    static void makeTopics(Map<String, String> clients, String job) {
        List<TopicSpec> specs = new ArrayList<>(RatchetTopics.of("ratchet-" + job).specs());
        specs.add(TopicSpec.of("in-" + job, 2));
        try (Admin admin = Admin.create(new HashMap<>(clients))) {
            new TopicExecutor(admin).create(specs, PartitionGrowth.REFUSED);
        }
    }

    Map<String, String> clients() {
        return clients;
    }

    /** Sets something of the topic on which a job is claimed. */
    void setRunState(String job, String... settings) throws Exception {
        String topic = "ratchet-" + job + ".run-state";
        Map<String, AlterConfigOp> operations = new LinkedHashMap<>();
        for (int at = 0; at < settings.length; at += 2) {
            operations.put(
                    settings[at],
                    new AlterConfigOp(
                            new ConfigEntry(settings[at], settings[at + 1]),
                            AlterConfigOp.OpType.SET));
        }
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(resource, operations.values())).all().get();
            Config now;
            do {
                now =
                        Objects.requireNonNull(
                                admin.describeConfigs(List.of(resource)).all().get().get(resource));
            } while (!now.get(settings[0]).value().equals(settings[1]));
        }
    }

    /** Sets the transaction protocol of the broker. */
    void setTransactionVersion(int version) throws Exception {
        FeatureUpdate update =
                new FeatureUpdate(
                        (short) version,
                        version < 2
                                ? FeatureUpdate.UpgradeType.SAFE_DOWNGRADE
                                : FeatureUpdate.UpgradeType.UPGRADE);
        try (Admin admin = admin()) {
            admin.updateFeatures(Map.of("transaction.version", update), new UpdateFeaturesOptions())
                    .all()
                    .get();
        }
    }

    /** A record on the topic on which a job is claimed; without a value it deletes another. */
    void writeRunState(String job, String key, @Nullable String value) {
        byte[] bytes = value == null ? null : bytes(value);
        send(List.of(new ProducerRecord<>("ratchet-" + job + ".run-state", bytes(key), bytes)));
    }

    /** The state of the job's run, as its sink would write it. */
    void reportState(String job, String status, long step) {
        writeRunState(
                job, "flights", HEAD + "\"status\":\"" + status + "\",\"step\":" + step + "}");
    }

    String text(String job) {
        return Configurations.minimalWith("topic: flights", "topic: in-" + job)
                        .replace("job: flights", "job: " + job)
                + "    until: end-of-topic\n"
                + "kafka: {bootstrap: '"
                + broker.bootstrapServers()
                + "'}\ncheckpoint: {directory: "
                + folder
                + "/checkpoints, savepoints: "
                + folder
                + "/savepoints}\n";
    }

    /** The same with a second run. */
    String withSecondRun(String job) {
        String text = text(job);
        String rest = "kafka: {";
        String run = text.substring(text.indexOf("  - id: flights"), text.indexOf(rest));
        return text.replace(rest, run.replace("id: flights", "id: second") + rest);
    }

    /** The same with one more key of the input. */
    String withInput(String job, String key) {
        return text(job).replace("format: csv", "format: csv\n      " + key);
    }

    StartDecision plan(String job, String text) {
        return planner(job, text, Clock.systemUTC()).plan();
    }

    JobPlan go(String job, String text) {
        return ((StartDecision.Go) plan(job, text)).plan();
    }

    /** A start in which something happens between its reading and its writing. */
    StartDecision planWith(String job, String text, Runnable happening) {
        boolean[] happened = new boolean[1];
        Clock clock =
                new AskedClock(
                        () -> {
                            if (!happened[0]) {
                                happened[0] = true;
                                happening.run();
                            }
                        });
        return planner(job, text, clock).plan();
    }

    StartDecision planFrom(String job, Path checkpoint) {
        return plan(job, text(job) + "resume: '" + checkpoint + "'\n");
    }

    private StartPlanner planner(String job, String text, Clock clock) {
        return new StartPlanner(ConfigurationReader.read(job, text), clients, clock);
    }

    void check(JobPlan plan) {
        try (OwnerWatch watch = new OwnerWatch(clients, plan.claim())) {
            watch.check();
        }
    }

    /** A whole checkpoint of a job, without state. */
    Path checkpoint(String job) throws IOException {
        Path checkpoint = Files.createDirectories(folder.resolve("taken").resolve(job));
        CertifiedCheckpoint.write(checkpoint, new Writer(1, 1, 0), 1);
        return checkpoint;
    }

    void produce(String job, int partition, int... values) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int value : values) {
            records.add(
                    new ProducerRecord<>("in-" + job, partition, null, new byte[] {(byte) value}));
        }
        send(records);
    }

    /** So many steps of another run, and of none. */
    void reportOthers(String job, int count) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int step = 0; step < count; step++) {
            records.add(
                    new ProducerRecord<>(
                            "ratchet-" + job + ".metrics",
                            bytes(step % 2 == 0 ? "other" : "foreign"),
                            bytes("no step")));
        }
        send(records);
    }

    /** One step that has trained a partition up to an offset, and the state behind it. */
    void reportSteps(String job, int partition, long to) {
        send(
                List.of(
                        new ProducerRecord<>(
                                "ratchet-" + job + ".metrics",
                                bytes("flights"),
                                bytes(
                                        HEAD
                                                + "\"step\":3,\"loss\":1,\"places\":[["
                                                + partition
                                                + ",0,"
                                                + to
                                                + "]]}")),
                        new ProducerRecord<>(
                                "ratchet-" + job + ".run-state",
                                bytes("flights"),
                                bytes(HEAD + "\"status\":\"training\",\"step\":3}"))));
    }

    private void send(List<ProducerRecord<byte[], byte[]>> records) {
        try (var producer =
                new KafkaProducer<>(
                        new HashMap<String, Object>(clients),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            records.forEach(record -> sent.add(producer.send(record)));
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("Could not write.", e);
        }
    }

    String topicId(String job) throws Exception {
        try (Admin admin = admin()) {
            return Objects.requireNonNull(
                            admin.describeTopics(List.of("in-" + job))
                                    .allTopicNames()
                                    .get()
                                    .get("in-" + job))
                    .topicId()
                    .toString();
        }
    }

    void makeInputAgain(String job, int partitions) throws Exception {
        try (Admin admin = admin()) {
            admin.deleteTopics(List.of("in-" + job)).all().get();
            while (admin.listTopics().names().get().contains("in-" + job)) {
                Thread.onSpinWait();
            }
            new TopicExecutor(admin)
                    .create(
                            List.of(TopicSpec.of("in-" + job, partitions)),
                            PartitionGrowth.REFUSED);
        }
    }

    void addPartitions(String job, int partitions) throws Exception {
        try (Admin admin = admin()) {
            admin.createPartitions(Map.of("in-" + job, NewPartitions.increaseTo(partitions)))
                    .all()
                    .get();
            while (Objects.requireNonNull(
                                    admin.describeTopics(List.of("in-" + job))
                                            .allTopicNames()
                                            .get()
                                            .get("in-" + job))
                            .partitions()
                            .size()
                    < partitions) {
                Thread.onSpinWait();
            }
        }
    }

    /** A key whose partition, by Kafka's default partitioner, is another or the same. */
    String keyThatMoves(int before, int now, boolean moves) {
        for (int number = 0; ; number++) {
            byte[] key = bytes("key" + number);
            int hash = Utils.toPositive(Utils.murmur2(key));
            if ((hash % before != hash % now) == moves) {
                return "key" + number;
            }
        }
    }

    /** The claims to a job that are on its topic, in their order. */
    List<JsonNode> claims(String job) throws IOException {
        return values(job, "#claim/");
    }

    /** What starts of a job have fixed and nobody has deleted. */
    List<JsonNode> contracts(String job) throws IOException {
        return values(job, "#contract/");
    }

    /** Whose the job is: the first claim of the highest epoch. */
    String tokenOfHolder(String job) throws IOException {
        long epoch = 0;
        String token = "";
        for (JsonNode claim : claims(job)) {
            if (claim.path("epoch").asLong() > epoch) {
                epoch = claim.path("epoch").asLong();
                token = claim.path("token").asText();
            }
        }
        return token;
    }

    /** The keys of a job's run-state topic whose last value is not deleted. */
    List<String> liveKeys(String job) {
        return new ArrayList<>(live(job).keySet());
    }

    private List<JsonNode> values(String job, String infix) throws IOException {
        List<JsonNode> values = new ArrayList<>();
        for (Map.Entry<String, String> entry : live(job).entrySet()) {
            if (entry.getKey().contains(infix)) {
                values.add(JSON.readTree(entry.getValue()));
            }
        }
        return values;
    }

    private Map<String, String> live(String job) {
        TopicPartition partition = new TopicPartition("ratchet-" + job + ".run-state", 0);
        Map<String, String> live = new LinkedHashMap<>();
        try (var consumer =
                new KafkaConsumer<>(
                        new HashMap<String, Object>(clients),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, String> record :
                        consumer.poll(Duration.ofMillis(200))) {
                    live.remove(record.key());
                    if (record.value() != null) {
                        live.put(record.key(), record.value());
                    }
                }
            }
        }
        return live;
    }

    private Admin admin() {
        return Admin.create(new HashMap<>(clients));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        broker.close();
    }
}
