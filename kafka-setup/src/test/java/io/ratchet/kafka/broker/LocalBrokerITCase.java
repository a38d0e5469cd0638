package io.ratchet.kafka.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The local broker as its users see it: restarts, kills, transactions, errors. */
@Timeout(120)
class LocalBrokerITCase {
    private static final String TOPIC = "lines";

    @TempDir Path folder;

    @Test
    void keepsTopicsRecordsAndPortOverARestart() throws Exception {
        int port;
        try (LocalBroker broker = LocalBroker.start(folder)) {
            port = broker.port();
            createTopic(broker);
            send(broker, Map.of(), false, "first");
            assertThat(broker.faults()).isEmpty();
        }
        try (LocalBroker broker = LocalBroker.start(folder)) {
            send(broker, Map.of(), false, "second");

            assertThat(broker.port()).isEqualTo(port);
            assertThat(read(broker, 2)).containsExactly("first", "second");
            assertThat(broker.faults()).isEmpty();
        }
    }

    @Test
    void takesAnotherPortWhereTheLastOneIsTaken() throws Exception {
        int port;
        try (LocalBroker broker = LocalBroker.start(folder)) {
            port = broker.port();
            createTopic(broker);
            send(broker, Map.of(), false, "first");
        }
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                LocalBroker broker = LocalBroker.start(folder)) {
            assertThat(broker.port()).isNotEqualTo(taken.getLocalPort());
            assertThat(read(broker, 1)).containsExactly("first");
        }
    }

    @Test
    void showsOnlyCommittedRecordsToAReadCommittedReader() throws Exception {
        try (LocalBroker broker = LocalBroker.start(folder)) {
            createTopic(broker);
            Map<String, Object> transactional =
                    Map.of(
                            "transactional.id",
                            "writer",
                            "transaction.timeout.ms",
                            (int) Duration.ofHours(24).toMillis());
            send(broker, transactional, true, "committed");
            send(broker, transactional, false, "aborted");
            send(broker, transactional, true, "committed too");

            assertThat(read(broker, 2)).containsExactly("committed", "committed too");
        }
    }

    @Test
    void takesARecordOfTwentyMebibytes() throws Exception {
        try (LocalBroker broker = LocalBroker.start(folder)) {
            createTopic(broker);
            String large = "x".repeat(20 * 1024 * 1024);

            send(broker, Map.of("max.request.size", 32 * 1024 * 1024), false, large);

            assertThat(read(broker, 1)).containsExactly(large);
        }
    }

    @Test
    void aProcessUsesTheBrokerOfAnotherOneAndGoesOnWithItAfterThatWasKilled() throws Exception {
        Process process = startProcess();
        try (var lines = process.inputReader(UTF_8)) {
            awaitReady(lines);
            try (EmbeddedBroker guest = EmbeddedBroker.open(folder, 0)) {
                assertThat(guest.host()).hasValue(process.pid());
                assertThat(read(guest.bootstrapServers(), 1)).containsExactly("before");
                assertThat(process.destroyForcibly().waitFor(30, TimeUnit.SECONDS)).isTrue();

                send(guest.bootstrapServers(), Map.of(), false, "after");
                assertThat(read(guest.bootstrapServers(), 2)).containsExactly("before", "after");
                try (EmbeddedBroker third = EmbeddedBroker.open(folder, 0)) {
                    assertThat(third.host()).hasValue(ProcessHandle.current().pid());
                    assertThat(third.bootstrapServers()).isEqualTo(guest.bootstrapServers());
                }
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(folder.resolve(BrokerAddress.FILE)).doesNotExist();
    }

    @Test
    void saysWhyItEndsTheProcessWhereItCannotWriteAnyMore() throws Exception {
        Process process = startProcess();
        try (var lines = process.inputReader(UTF_8)) {
            awaitReady(lines);
            Utils.delete(folder.resolve("log").toFile());

            String words = lines.lines().collect(Collectors.joining("\n"));
            assertThat(process.waitFor()).isEqualTo(1);
            assertThat(words)
                    .contains("The local broker on folder '" + folder + "' cannot go on")
                    .contains("MiB are free on its disk")
                    .contains("give the same command again");
        } finally {
            process.destroyForcibly();
        }
    }

    private Process startProcess() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LocalBrokerProcess.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
    }

    private static void awaitReady(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.equals(LocalBrokerProcess.READY)) {
            line = lines.readLine();
        }
        assertThat(line).isEqualTo(LocalBrokerProcess.READY);
    }

    @Test
    void refusesAFolderThatAnotherBrokerUses() {
        try (LocalBroker broker = LocalBroker.start(folder)) {
            assertThatThrownBy(() -> LocalBroker.start(broker.folder()))
                    .isInstanceOf(LocalBrokerException.class)
                    .hasMessageContaining("another one runs on it");
        }
    }

    @Test
    void refusesAPortThatIsTakenAndFreesTheFolder() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> LocalBroker.start(folder, taken.getLocalPort()))
                    .isInstanceOf(LocalBrokerException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort());
        }
        try (LocalBroker broker = LocalBroker.start(folder)) {
            assertThat(broker.port()).isPositive();
        }
    }

    @Test
    void reportsAFolderThatKafkaCannotReadAndLeavesTheProcessAlive() throws IOException {
        Files.createDirectories(folder.resolve("log"));
        Files.writeString(folder.resolve("log/meta.properties"), "version=99\n");

        assertThatThrownBy(() -> LocalBroker.start(folder))
                .isInstanceOf(LocalBrokerException.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        try (LocalBroker warmUp = LocalBroker.start(folder)) {
            assertThat(warmUp.port()).isPositive();
        }
        Set<Thread> before = liveThreads();
        try (LocalBroker broker = LocalBroker.start(folder)) {
            createTopic(broker);
            send(broker, Map.of(), false, "line");
        }
        Set<Thread> left = liveThreads();
        left.removeAll(before);
        for (Thread thread : left) {
            thread.join(5_000);
        }
        assertThat(left).allMatch(thread -> !thread.isAlive(), "is dead");
    }

    private static Set<Thread> liveThreads() {
        return Thread.getAllStackTraces().keySet().stream().collect(Collectors.toSet());
    }

    static void createTopic(LocalBroker broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    static void send(LocalBroker broker, Map<String, Object> more, boolean commit, String line)
            throws Exception {
        send(broker.bootstrapServers(), more, commit, line);
    }

    private static void send(String servers, Map<String, Object> more, boolean commit, String line)
            throws Exception {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", servers);
        boolean transactional = more.containsKey("transactional.id");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            if (transactional) {
                producer.initTransactions();
                producer.beginTransaction();
            }
            producer.send(new ProducerRecord<>(TOPIC, line.getBytes(UTF_8))).get();
            if (transactional && commit) {
                producer.commitTransaction();
            } else if (transactional) {
                producer.abortTransaction();
            }
        }
    }

    private static List<String> read(LocalBroker broker, int count) {
        return read(broker.bootstrapServers(), count);
    }

    private static List<String> read(String servers, int count) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", servers, "isolation.level", "read_committed");
        List<String> lines = new ArrayList<>();
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (consumer.position(partition) < end && System.nanoTime() < deadlineNanos) {
                for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(Duration.ofMillis(200))) {
                    lines.add(new String(entry.value(), UTF_8));
                }
            }
        }
        assertThat(lines).hasSize(count);
        return lines;
    }
}
