package io.ratchet.tests.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.cluster.ClusterLayout;
import io.ratchet.cluster.ClusterProcess;
import io.ratchet.cluster.LocalCluster;
import io.ratchet.tests.support.Await;
import io.ratchet.tests.support.TestBroker;
import io.ratchet.tests.support.TrainProcess;
import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever command opens sockets opens them for this machine only, unless it is told otherwise. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
@Tag("alone")
class ListeningSocketsITCase {
    /** Broker, controller, web UI, blob server. */
    private static final int EMBEDDED_SOCKETS = 4;

    @TempDir Path folder;

    @Test
    void aSocketThatIsOpenToOthersIsSeen() throws IOException {
        long self = ProcessHandle.current().pid();
        assertThat(ListeningSockets.open(self)).isEmpty();
        try (ServerSocket socket = new ServerSocket(0)) {
            assertThat(ListeningSockets.open(self))
                    .extracting(InetSocketAddress::getPort)
                    .containsExactly(socket.getLocalPort());
        }
    }

    @Test
    void trainListensOnLoopbackOnlyAndTakesNoJars() throws Exception {
        try (TrainProcess train = train("")) {
            awaitWebInterface(train);

            assertThat(ListeningSockets.of(train.pid()))
                    .hasSizeGreaterThanOrEqualTo(EMBEDDED_SOCKETS);
            assertThat(ListeningSockets.open(train.pid())).isEmpty();
            assertThat(status(train, "/overview")).isEqualTo(HttpURLConnection.HTTP_OK);
            assertThat(status(train, "/jars")).isEqualTo(HttpURLConnection.HTTP_NOT_FOUND);
        }
    }

    @Test
    void trainListensElsewhereWhereItsFileSaysSo() throws Exception {
        try (TrainProcess train = train("flink: {rest.bind-address: 0.0.0.0}")) {
            awaitWebInterface(train);

            assertThat(ListeningSockets.open(train.pid())).hasSize(1);
            assertThat(train.output()).contains("open to other machines", "rest.bind-address");
        }
    }

    @Test
    void theDemoListensOnLoopbackOnly() throws Exception {
        List<String> demo = List.of("demo", "--folder", folder.resolve("demo").toString());
        try (TrainProcess process =
                TrainProcess.start(demo, folder.resolve("demo.log"), List.of())) {
            Await.until(
                    "broker, web UI and blob server listen",
                    () -> {
                        assertThat(process.isAlive()).as(process.output()).isTrue();
                        assertThat(ListeningSockets.open(process.pid())).isEmpty();
                        return ListeningSockets.of(process.pid()).size() >= EMBEDDED_SOCKETS;
                    });
        }
    }

    /** Also while it warms up: then each process runs a job on a Flink of its own. */
    @Test
    void everyProcessOfALocalClusterListensOnLoopbackOnly() {
        Path place = folder.resolve("cluster");
        CompletableFuture<LocalCluster> start =
                CompletableFuture.supplyAsync(
                        () -> LocalCluster.start(new ClusterLayout(1, 1, 1, 1, true), place));
        Set<String> open = new TreeSet<>();
        Await.until(
                "the cluster has started",
                Duration.ofMinutes(3),
                () -> {
                    open.addAll(openIn(place.resolve("run")));
                    return start.isDone();
                });
        LocalCluster cluster = start.join();
        try {
            for (ClusterProcess process : cluster.processes()) {
                long pid = process.pid().orElseThrow();
                assertThat(ListeningSockets.of(pid)).as(process.name()).isNotEmpty();
            }
            open.addAll(openIn(place.resolve("run")));
            assertThat(open).isEmpty();
        } finally {
            cluster.stop();
        }
    }

    /** What is open of the processes whose ids stand in a folder. */
    private static Set<String> openIn(Path folder) {
        Set<String> open = new TreeSet<>();
        File[] files = folder.toFile().listFiles((where, name) -> name.endsWith(".pid"));
        for (File file : files == null ? new File[0] : files) {
            try {
                long pid = Long.parseLong(Files.readString(file.toPath()).strip());
                ListeningSockets.open(pid).forEach(one -> open.add(file.getName() + " " + one));
            } catch (IOException ended) {
                // It is started again, or another one is looked at.
            }
        }
        return open;
    }

    /** A run without an end on an empty topic: it waits. */
    private TrainProcess train(String more) throws Exception {
        Path data = folder.resolve("kafka");
        try (TestBroker broker = TestBroker.start(data)) {
            broker.fill("rows", 1, List.of());
        }
        Path file = folder.resolve("waiting.yaml");
        Files.writeString(
                file,
                """
                job: waiting
                kafka: {data: '%1$s/kafka'}
                runs:
                  - id: run
                    input: {topic: rows, format: csv, batch: 1, columns: [{name: x, type: numeric}, {name: y, type: label}]}
                    model: {type: linear}
                    loss: squared-error
                    optimizer: {type: sgd}
                checkpoint: {directory: '%1$s/checkpoints', savepoints: '%1$s/savepoints'}
                models: {directory: '%1$s/models'}
                %2$s
                """
                        .formatted(folder, more));
        return TrainProcess.start(file, folder.resolve("train.log"), List.of());
    }

    private static void awaitWebInterface(TrainProcess train) {
        Await.until(
                "the web UI is there",
                () -> {
                    assertThat(train.isAlive()).as(train.output()).isTrue();
                    return train.output().contains("Flink's web UI: ");
                });
    }

    private static int status(TrainProcess train, String path) throws IOException {
        String page =
                train.output()
                        .lines()
                        .filter(line -> line.startsWith("Flink's web UI: "))
                        .map(line -> line.substring("Flink's web UI: ".length()))
                        .findFirst()
                        .orElseThrow();
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(page + path).toURL().openConnection();
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }
}
