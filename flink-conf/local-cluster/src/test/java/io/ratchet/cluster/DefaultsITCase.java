package io.ratchet.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.job.cli.ExitCode;
import io.ratchet.job.rest.RestEndpoint;
import io.ratchet.job.waiting.Waiting;
import io.ratchet.kafka.broker.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command with its documented defaults, by the script, in a folder with a blank and an umlaut
 * in its name that is not the checkout's: with the embedded broker, and on a cluster of real
 * processes, which is started, used, hurt and stopped.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DefaultsITCase {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int ROWS = 400;

    /** What takes minutes; the test behind the name runs it with less. */
    private static final Map<String, String> ELSEWHERE = Map.of("demo", "DemoITCase");

    private static final Set<String> CALLED = new TreeSet<>();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path desk;

    @SuppressWarnings("NullAway.Init") // set before each test
    private CalledRatchet ratchet;

    @SuppressWarnings("NullAway.Init") // set when the cluster has started
    private RestEndpoint rest;

    @BeforeEach
    void sitDown() throws Exception {
        desk = Files.createDirectory(folder.resolve("Meine Käufe"));
        ratchet = new CalledRatchet(desk, CALLED);
    }

    @Test
    @Order(1)
    void withTheEmbeddedBrokerOfTheFolder() throws Exception {
        assertThat(ratchet.call("help")).contains("draft", "train", "status");
        write("rows.csv");
        assertThat(ratchet.call("draft", "rows.csv", "--topic", "bought"))
                .contains("Wrote bought.yaml", "--topic bought --config bought.yaml");
        Files.writeString(desk.resolve("rows.csv"), "dear,no\n", StandardOpenOption.APPEND);
        assertThat(ratchet.call("load", "rows.csv", "--topic", "bought"))
                .contains("Topic 'bought' did not exist and was made, with 1 partition.")
                .contains(ROWS + 1 + " records");
        assertThat(ratchet.call("topics", "list")).contains("bought: 1 partition, at most 401");

        try (EmbeddedBroker other = EmbeddedBroker.open(desk.resolve("ratchet-data/kafka"), 0)) {
            assertThat(ratchet.call("check", "bought.yaml")).contains("400 of 401 records");
            assertThat(ratchet.call("train", "bought.yaml"))
                    .contains("Kafka: " + other.bootstrapServers() + " (run by process ")
                    .contains("run bought: succeeded");
            assertThat(ratchet.call("topics", "describe", "bought")).contains("bought");
            assertThat(ratchet.call("topics", "create", "more")).contains("+ more: create");
            assertThat(ratchet.call("topics", "read", "bought")).contains("0/400: dear,no");
            assertThat(ratchet.call("quarantine", "bought")).contains("1 records", "dear,no");
            assertThat(ratchet.call("status")).contains("run bought: succeeded");
        }
        assertThat(ratchet.call("status", "bought.yaml"))
                .as("nothing runs")
                .contains("run bought: succeeded");
    }

    @Test
    @Order(2)
    void whereNothingCanBeWrittenItIsSaid() throws Exception {
        write("rows.csv");
        Files.writeString(desk.resolve("ratchet-data"), "in the way");

        assertThat(ratchet.call(ExitCode.FAILED, "load", "rows.csv", "--topic", "rows"))
                .contains("cannot write its log to '" + desk.resolve("ratchet-data/log"))
                .contains("Cannot use folder '" + desk.resolve("ratchet-data/kafka"))
                .contains("a folder in which you may write", "--data");
    }

    /** The cluster is stopped with a job that runs and a process that is frozen. */
    @Test
    @Order(3)
    void onTheClusterOfTheFolder() throws Exception {
        Path place = desk.resolve("ratchet-data/cluster");
        assertThat(ratchet.call("cluster", "start")).contains("ratchet submit CONFIG");
        LocalCluster cluster = LocalCluster.of(place);
        try {
            assertThatThrownBy(() -> LocalCluster.start(ClusterLayout.SMALL, place))
                    .hasMessageContaining("already");
            assertThat(ratchet.call("cluster", "status")).contains("taskmanager-1");
            rest = new RestEndpoint(cluster.restAddresses());
            RowsJob.fill(cluster.bootstrapServers());
            new RowsJob(cluster, desk).write("auto");
            assertThat(ratchet.call("submit", "run.yaml")).contains("Starts from the beginning");
            String job = rest.get("/jobs").at("/jobs/0/id").asText();
            // Before it runs, Flink has no checkpoints to tell of.
            await("it runs", () -> state(job).equals("RUNNING"));
            await("a checkpoint", () -> completedCheckpoints(job) >= 2);
            assertThat(ratchet.call("status"))
                    .contains("job rows: RUNNING", "run run: training", "reads topic rows");
            assertThat(ratchet.call("flink", "list")).contains(job, "rows (RUNNING)");

            aJobOutlivesItsTaskManager(cluster, job);

            assertThat(ratchet.call("stop", "rows")).contains("Savepoint: file:" + desk);
            assertThat(ratchet.call("submit", "run.yaml")).contains("Goes on from file:" + desk);
            busyTaskManager(cluster).freeze();
            assertThat(ratchet.call("cluster", "stop")).contains("is stopped");
        } finally {
            cluster.stop();
        }
        assertThat(cluster.isRunning()).isFalse();
        try (Stream<Path> left = Files.list(place)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("cluster.properties", "conf", "data", "log");
        }
    }

    @Test
    @Order(4)
    void noCommandIsLeftOut() {
        assertThat(CALLED).as("the tests before this one have run").contains("train", "submit");
        Set<String> left = CalledRatchet.commands();
        left.removeAll(CALLED);
        assertThat(left)
                .as("commands whose defaults no test of this class calls")
                .containsExactlyInAnyOrderElementsOf(ELSEWHERE.keySet());
    }

    private void aJobOutlivesItsTaskManager(LocalCluster cluster, String job) {
        ClusterProcess busy = busyTaskManager(cluster);
        long pid = busy.pid().orElseThrow();
        long before = completedCheckpoints(job);
        busy.kill();

        await("a spare has taken over", () -> completedCheckpoints(job) > before + 1);
        JsonNode failure =
                rest.get("/jobs/" + job + "/exceptions")
                        .at("/exceptionHistory/entries/0/failureLabels");
        assertThat(labels(failure))
                .containsEntry("interruption", "transient")
                .containsEntry("cause", "task-manager-lost");
        await("it is started again", busy::isAlive);
        assertThat(busy.pid().orElseThrow()).isNotEqualTo(pid);
    }

    /** Waits for one: a job that was submitted just now has none at first. */
    private ClusterProcess busyTaskManager(LocalCluster cluster) {
        List<String> busy = new ArrayList<>();
        await(
                "a task manager is busy",
                () -> {
                    for (JsonNode each : rest.get("/taskmanagers").path("taskmanagers")) {
                        if (each.path("freeSlots").asInt() == 0) {
                            busy.add(each.path("id").asText());
                        }
                    }
                    return !busy.isEmpty();
                });
        return cluster.process(busy.get(0)).orElseThrow();
    }

    private String state(String job) {
        return rest.get("/jobs/" + job).path("state").asText();
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

    /** Prices, and whether what costs more was sent back. */
    private void write(String name) throws Exception {
        List<String> lines = new ArrayList<>(List.of("price,back"));
        for (int row = 0; row < ROWS; row++) {
            int price = row * 37 % 101;
            lines.add(price + "," + (price > 50 ? "yes" : "no"));
        }
        Files.write(desk.resolve(name), lines);
    }
}
