package io.ratchet.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.resume.JobPlan;
import io.ratchet.job.resume.StartDecision;
import io.ratchet.tests.support.Await;
import io.ratchet.tests.support.Faults;
import io.ratchet.tests.support.JobLife;
import io.ratchet.tests.support.PlainTopic;
import io.ratchet.tests.support.Rows;
import io.ratchet.tests.support.TestBroker;
import io.ratchet.tests.support.Truth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run ends when its input has ended, also where the last record of it is not there any more. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class EndOfInputITCase {
    private static final int BATCH = 16;
    private static final int RECORDS = 20 * BATCH + 5;
    private static final int PARTITIONS = 7;
    private static final long STEP_NANOS = 3_000_000;

    @TempDir Path folder;

    private TestBroker broker;

    @BeforeEach
    void start() {
        broker = TestBroker.start(folder.resolve("kafka"));
    }

    @AfterEach
    void close() {
        broker.close();
    }

    @Test
    void aRunEndsWhereCompactionHasRemovedTheLastRecordBeforeItsEnd() throws Exception {
        // Given
        makeCompacted("rows");
        Rows rows = new Rows(31);
        append("rows", RECORDS, index -> "k" + index, rows);
        JobConfiguration job = job("compacted", run("run", "rows", "", "end-of-topic"));
        JobPlan plan = JobLife.plan(job);
        // A newer record of the same key, and others, so that the segment of it is not the last.
        append("rows", 1, index -> "k" + (RECORDS - 1), rows);
        Await.until(
                "the last record before the end is compacted",
                () -> {
                    appendQuietly("rows", rows);
                    return offsets("rows").stream().noneMatch(at -> at == RECORDS - 1);
                });
        long readable = offsets("rows").stream().filter(at -> at < RECORDS).count();
        assertThat(readable).isBetween(1L, RECORDS - 1L);

        // When
        Faults.of("compacted", 0);
        try (JobLife life = JobLife.start(plan)) {
            assertThat(life.result().getSerializedThrowable()).isEmpty();
        }

        // Then
        assertThat(lastState(job, "run").path("status").asText()).isEqualTo("succeeded");
        assertThat(trainedRecords(job, "run")).isEqualTo(readable);
        assertThat(models()).hasSize(1);
    }

    @Test
    void aRunWhoseKeyHasNoRecordEndsWithoutAStep() throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic("rows", PARTITIONS, (short) 1))).all().get();
        }
        append("rows", RECORDS, index -> "here", new Rows(31));
        assertThat(partitionOf("nowhere")).isNotEqualTo(partitionOf("here"));
        JobConfiguration job =
                job(
                        "keyed",
                        run("full", "rows", "here", "end-of-topic")
                                + run("empty", "rows", "nowhere", "end-of-topic"));
        Faults.of("keyed", 0);
        try (JobLife life = JobLife.start(job)) {
            assertThat(life.result().getSerializedThrowable()).isEmpty();
        }

        assertThat(lastState(job, "full").path("status").asText()).isEqualTo("succeeded");
        assertThat(trainedRecords(job, "full")).isEqualTo(RECORDS);
        assertThat(lastState(job, "empty").path("status").asText()).isEqualTo("untrained");
        assertThat(lastState(job, "empty").path("step").asLong(-1)).isZero();
        assertThat(models()).hasSize(1);
        assertThat(JobLife.decide(job)).isInstanceOf(StartDecision.Ended.class);
    }

    @Test
    void aDrainedJobLeavesTheRunsLastStateAndGoesOnToTheSameEnd() throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic("rows", 1, (short) 1))).all().get();
        }
        int records = 2000 * BATCH + 5;
        append("rows", records, index -> "k", new Rows(31));
        JobConfiguration job = job("drained", run("run", "rows", "", "end-of-topic"));
        Faults.of("drained", STEP_NANOS);
        try (JobLife life = JobLife.start(job)) {
            Await.until("some steps are committed", () -> steps(job, "run").size() > 20);
            life.cluster()
                    .flink()
                    .stopWithSavepoint(
                            life.id(),
                            life.plan().savepointDirectory().toString(),
                            true,
                            SavepointFormatType.CANONICAL)
                    .get(60, TimeUnit.SECONDS);
        }
        List<JsonNode> steps = steps(job, "run");
        assertThat(steps).hasSizeLessThan(2000);
        assertThat(lastState(job, "run").path("status").asText()).isEqualTo("training");
        assertThat(lastState(job, "run").path("step").asLong())
                .isEqualTo(steps.get(steps.size() - 1).path("step").asLong());

        try (JobLife life = JobLife.start(job)) {
            assertThat(life.result().getSerializedThrowable()).isEmpty();
        }
        assertThat(lastState(job, "run").path("status").asText()).isEqualTo("succeeded");
        assertThat(trainedRecords(job, "run")).isEqualTo(records);
        assertThat(lastState(job, "run").path("sha256").asText())
                .isEqualTo(
                        Truth.of(JobLife.plan(job("again", run("run", "rows", "", "end-of-topic"))))
                                .get("run"));
    }

    /** By Kafka's default partitioner. */
    private static int partitionOf(String key) {
        int hash = Utils.murmur2(key.getBytes(StandardCharsets.UTF_8));
        return Utils.toPositive(hash) % PARTITIONS;
    }

    private void makeCompacted(String topic) throws Exception {
        try (Admin admin = admin()) {
            NewTopic compacted =
                    new NewTopic(topic, 1, (short) 1)
                            .configs(
                                    Map.of(
                                            "cleanup.policy", "compact",
                                            "segment.ms", "1",
                                            "min.cleanable.dirty.ratio", "0.0"));
            admin.createTopics(List.of(compacted)).all().get();
            Collection<AlterConfigOp> often =
                    List.of(
                            new AlterConfigOp(
                                    new ConfigEntry("log.cleaner.backoff.ms", "100"),
                                    AlterConfigOp.OpType.SET));
            admin.incrementalAlterConfigs(
                            Map.of(new ConfigResource(ConfigResource.Type.BROKER, "1"), often))
                    .all()
                    .get();
        }
    }

    /** Keys of records by their number. */
    private interface Keys {
        String of(int index);
    }

    private void append(String topic, int count, Keys keys, Rows rows) throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            records.add(TestBroker.keyed(topic, keys.of(index), rows.csv()));
        }
        broker.append(records);
    }

    private void appendQuietly(String topic, Rows rows) {
        try {
            append(topic, 1, index -> "later", rows);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Long> offsets(String topic) {
        return PlainTopic.records(broker.bootstrap(), topic, 0).stream()
                .map(record -> record.offset())
                .toList();
    }

    private List<JsonNode> steps(JobConfiguration job, String run) {
        return PlainTopic.ofRun(broker.bootstrap(), job.topics().metrics(), run);
    }

    private JsonNode lastState(JobConfiguration job, String run) {
        List<JsonNode> states =
                PlainTopic.ofRun(broker.bootstrap(), job.topics().runState(), run).stream()
                        .filter(value -> value.has("status"))
                        .toList();
        return states.get(states.size() - 1);
    }

    private long trainedRecords(JobConfiguration job, String run) {
        return steps(job, run).stream().mapToLong(step -> step.path("sampleCount").asLong()).sum();
    }

    private List<Path> models() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("models"))) {
            return files.filter(file -> file.endsWith("model.safetensors")).toList();
        }
    }

    private Admin admin() {
        return Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrap()));
    }

    private static String run(String id, String topic, String key, String until) {
        return """
                  - id: %s
                    input:
                      topic: %s
                %s      format: csv
                      batch: %d
                      columns:
                        - {name: x, type: numeric}
                        - {name: z, type: numeric}
                        - {name: c, type: hashed, buckets: 20}
                        - {name: y, type: label, classes: 2}
                    model: {type: tabular, embedding: 4, hidden: [16], dropout: 0.1}
                    loss: binary-cross-entropy
                    optimizer: {type: adamw}
                    until: %s
                    lastBatch: train
                """
                .formatted(
                        id, topic, key.isEmpty() ? "" : "      key: " + key + "\n", BATCH, until);
    }

    private JobConfiguration job(String name, String runs) {
        return ConfigurationReader.read(
                name,
                """
                job: %1$s
                kafka: {bootstrap: '%2$s'}
                runs:
                %3$scheckpoint:
                  directory: '%4$s/checkpoints'
                  savepoints: '%4$s/savepoints'
                  interval: 100 ms
                models: {directory: '%4$s/models'}
                """
                        .formatted(name, broker.bootstrap(), runs, folder));
    }
}
