package io.ratchet.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.job.rest.RestEndpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of real processes: started, used by Flink's own command line, hurt, stopped. */
final class ClusterITCase {
    private static final Duration LONGEST = Duration.ofSeconds(60);

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
            RowsJob.fill(cluster.bootstrapServers());
            String job = new RowsJob(cluster, folder).submit("auto");
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
