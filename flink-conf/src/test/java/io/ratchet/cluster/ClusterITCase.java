package io.ratchet.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.job.rest.RestEndpoint;
import io.ratchet.kafka.topic.PartitionGrowth;
import io.ratchet.kafka.topic.TopicExecutor;
import io.ratchet.kafka.topic.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of real processes: started, used by Flink's own command line, hurt, stopped. */
final class ClusterITCase {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int ROWS = 2000;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @SuppressWarnings("NullAway.Init") // set when the cluster has started
    private RestEndpoint rest;

    /** The cluster is stopped with a job that runs and a process that is frozen. */
    @Test
    void aJobOutlivesItsTaskManagerAndNothingOutlivesTheCluster() throws Exception {
        // Given
        Path place = folder.resolve("cluster");
        LocalCluster cluster = LocalCluster.start(ClusterLayout.SMALL, place);
        try {
            assertThatThrownBy(() -> LocalCluster.start(ClusterLayout.SMALL, place))
                    .hasMessageContaining("already");
            rest = new RestEndpoint(cluster.restAddresses());
            fill(cluster.bootstrapServers());
            String job = submit(cluster);
            await("a checkpoint", () -> completedCheckpoints(job) >= 2);
            ClusterProcess busy = busyTaskManager(cluster);

            // When
            long pid = busy.pid().orElseThrow();
            long before = completedCheckpoints(job);
            busy.kill();

            // Then
            await("a spare has taken over", () -> completedCheckpoints(job) > before + 1);
            JsonNode failure =
                    rest.get("/jobs/" + job + "/exceptions")
                            .at("/exceptionHistory/entries/0/failureLabels");
            assertThat(labels(failure))
                    .containsEntry("interruption", "transient")
                    .containsEntry("cause", "task-manager-lost");
            await("it is started again", busy::isAlive);
            assertThat(busy.pid().orElseThrow()).isNotEqualTo(pid);
            busy.freeze();
        } finally {
            cluster.stop();
        }
        assertThat(cluster.isRunning()).isFalse();
        try (Stream<Path> left = Files.list(place)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("cluster.properties", "conf", "data", "log");
        }
    }

    private String submit(LocalCluster cluster) throws Exception {
        Path file = folder.resolve("run.yaml");
        Files.writeString(
                file,
                """
                job: rows
                kafka: {bootstrap: '%1$s'}
                checkpoint: {directory: %2$s/checkpoints, savepoints: %2$s/savepoints, interval: 500 ms}
                models: {directory: %2$s/models}
                runs:
                  - id: run
                    input:
                      topic: rows
                      format: csv
                      batch: 8
                      columns:
                        - {name: x, type: numeric}
                        - {name: y, type: label, classes: 2}
                    model: {type: mlp, hidden: [8], outputs: 1}
                    loss: binary-cross-entropy
                    optimizer: {type: adam}
                    until: forever
                """
                        .formatted(cluster.bootstrapServers(), folder));
        Path jar = Path.of("../flink-job/target/ratchet-job.jar");
        Path output = folder.resolve("run.out");
        int code =
                cluster.flink(
                        List.of("run", "-d", jar.toString(), "--config", file.toString()), output);
        assertThat(code).as(Files.readString(output)).isZero();
        return rest.get("/jobs").at("/jobs/0/id").asText();
    }

    private static void fill(String bootstrap) throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", bootstrap);
        try (Admin admin = Admin.create(client)) {
            TopicExecutor executor = new TopicExecutor(admin);
            executor.apply(
                    executor.plan(List.of(TopicSpec.of("rows", 1)), PartitionGrowth.REFUSED));
        }
        ByteArraySerializer bytes = new ByteArraySerializer();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(client, bytes, bytes)) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int row = 0; row < ROWS; row++) {
                byte[] line = (row % 7 + "," + row % 2).getBytes(StandardCharsets.UTF_8);
                sent.add(producer.send(new ProducerRecord<>("rows", line)));
            }
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        }
    }

    private ClusterProcess busyTaskManager(LocalCluster cluster) {
        for (JsonNode each : rest.get("/taskmanagers").path("taskmanagers")) {
            if (each.path("freeSlots").asInt() == 0) {
                return cluster.process(each.path("id").asText()).orElseThrow();
            }
        }
        throw new AssertionError("No task manager is busy.");
    }

    private long completedCheckpoints(String job) {
        return rest.get("/jobs/" + job + "/checkpoints").at("/counts/completed").asLong();
    }

    private static Map<String, String> labels(JsonNode node) {
        return new ObjectMapper().convertValue(node, new TypeReference<>() {});
    }

    private static void await(String what, BooleanSupplier condition) {
        assertThat(Waiting.until(LONGEST, condition)).as(what).isTrue();
    }
}
