package io.ratchet.job.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.job.cli.ExitCode;
import io.ratchet.job.cli.Ratchet;
import io.ratchet.kafka.broker.LocalBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the end of a run says of the records that took part, and of those that did not. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class TookPartITCase {
    private static final int ROWS = 4_000;

    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    @Timeout(180)
    void aRunThatLosesItsInputDoesNotSucceed() throws Exception {
        Path result = folder.resolve("result.json");
        try (LocalBroker broker = LocalBroker.start(folder.resolve("kafka"))) {
            String servers = broker.bootstrapServers();
            fill(servers);
            Path job = folder.resolve("job.yaml");
            Files.writeString(job, configuration(servers));

            int code = execute("train", job.toString(), "--json", result.toString());

            assertThat(code).as(err::toString).isEqualTo(ExitCode.FAILED);
            JsonNode runs = new ObjectMapper().readTree(result.toFile()).path("runs");
            assertRun(runs, "labels", "succeeded", 3_960, Map.of("label-out-of-range", 40L));
            assertRun(runs, "large-batch", "succeeded", 3_960, Map.of("label-out-of-range", 40L));
            assertRun(runs, "names", "succeeded", 3_960, Map.of("label-out-of-range", 40L));
            assertRun(runs, "semicolons", "refused", 0, Map.of("missing-column", 50L));
            assertRun(runs, "elsewhere", "refused", 0, Map.of("wrong-partition", 60L));
            JsonNode thirds = run(runs, "thirds");
            assertThat(thirds.path("status").asText()).isEqualTo("refused");
            // Judged behind the first thousand, not at the end.
            assertThat(thirds.path("records").asLong()).isBetween(1_000L, 1_100L);
            JsonNode endless = run(runs, "endless");
            assertThat(endless.path("status").asText()).isEqualTo("refused");
            assertThat(endless.path("step").asLong()).isZero();

            Map<String, Map<String, Long>> quarantined = quarantined(servers);
            assertThat(quarantined.get("labels")).isEqualTo(Map.of("label-out-of-range", 40L));
            assertThat(quarantined.get("names")).isEqualTo(Map.of("label-out-of-range", 40L));
            assertThat(quarantined.get("semicolons")).isEqualTo(Map.of("missing-column", 50L));
            assertThat(quarantined.get("elsewhere")).isEqualTo(Map.of("wrong-partition", 60L));
        }
        assertThat(out.toString())
                .contains("run labels: succeeded")
                .contains("refused 40 of 4,000 records (1.0 %)")
                .contains("40 label-out-of-range, the first in partition 0 at offset 7: ")
                .contains("'eggs' is none of the classes 'ham', 'spam'")
                .contains(
                        "run semicolons: refused after 0 steps, 0 samples, average loss not known")
                .contains("refused 50 of 50 records (100.0 %)")
                .contains("Run 'semicolons' refuses records: ")
                .contains("More of its records were refused than refusedShare allows.")
                .contains("set the input's partitioner to librdkafka")
                .doesNotContain("NaN");
        try (var models = Files.list(folder.resolve("models/losing"))) {
            assertThat(models.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("labels", "large-batch", "names");
        }
        try (var files = Files.walk(folder.resolve("models/losing/names"))) {
            Path lineage = files.filter(at -> at.endsWith("lineage.json")).findAny().orElseThrow();
            assertThat(new ObjectMapper().readTree(lineage.toFile()).path("classes"))
                    .extracting(JsonNode::asText)
                    .containsExactly("ham", "spam");
        }
    }

    /** What does not fill a batch has taken part too: it waits, and is not lost. */
    @Test
    @Timeout(240)
    void recordsThatWaitForTheirBatchAreNoneThatWereLost() throws Exception {
        Path result = folder.resolve("result.json");
        try (LocalBroker broker = LocalBroker.start(folder.resolve("kafka"))) {
            String servers = broker.bootstrapServers();
            make(servers, "few", "one", "lost");
            send(servers, "few", 480, 20);
            send(servers, "one", 199, 1);
            send(servers, "lost", 80, 20);
            Path job = folder.resolve("job.yaml");
            Files.writeString(job, waiting(servers));

            int code = execute("train", job.toString(), "--json", result.toString());

            assertThat(code).as(err::toString).isEqualTo(ExitCode.FAILED);
            JsonNode runs = new ObjectMapper().readTree(result.toFile()).path("runs");
            assertWaiting(run(runs, "few"), "succeeded", 500, 256, 224);
            assertWaiting(run(runs, "one"), "untrained", 200, 0, 199);
            assertWaiting(run(runs, "lost"), "refused", 100, 64, 16);
            assertThat(out.toString())
                    .contains(
                            "refused 20 of 500 records (4.0 %)",
                            "refused 1 of 200 records (0.5 %)",
                            "refused 20 of 100 records (20.0 %)",
                            "its records do not fill a batch");

            // Tomorrow's file: the share of all that there is counts then.
            send(servers, "one", 60, 0);
            send(servers, "lost", 900, 0);
            code = execute("train", job.toString(), "--json", result.toString());

            assertThat(code).as(() -> err + "\n" + out).isEqualTo(ExitCode.DONE);
            runs = new ObjectMapper().readTree(result.toFile()).path("runs");
            assertWaiting(run(runs, "few"), "succeeded", 500, 256, 224);
            assertWaiting(run(runs, "one"), "succeeded", 260, 256, 3);
            assertWaiting(run(runs, "lost"), "succeeded", 1_000, 960, 20);
        }
    }

    private static void assertWaiting(
            JsonNode run, String status, long records, long trained, long waiting) {
        assertThat(run.path("status").asText()).isEqualTo(status);
        assertThat(run.path("records").asLong()).isEqualTo(records);
        assertThat(run.path("trainedRecords").asLong()).isEqualTo(trained);
        assertThat(run.path("waitingRecords").asLong()).isEqualTo(waiting);
    }

    private static void make(String servers, String... topics) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(
                            Stream.of(topics)
                                    .map(name -> new NewTopic(name, 1, (short) 1))
                                    .toList())
                    .all()
                    .get();
        }
    }

    private static void send(String servers, String topic, int good, int bad) throws Exception {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", servers);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            List<Future<?>> sent = new ArrayList<>();
            for (int row = 0; row < good + bad; row++) {
                String line = row < bad ? "no number,1" : row % 10 + "," + row % 2;
                sent.add(producer.send(new ProducerRecord<>(topic, line)));
            }
            for (Future<?> record : sent) {
                record.get();
            }
        }
    }

    /** Runs as most people write them: without a word of the last batch. */
    private String waiting(String servers) {
        return configuration(
                        servers,
                        run("few", "topic: few, batch: 256", "end-of-topic")
                                + run("one", "topic: one, batch: 256", "end-of-topic")
                                + run("lost", "topic: lost, batch: 32", "end-of-topic"))
                .replace("    lastBatch: train\n", "");
    }

    private static void assertRun(
            JsonNode runs, String id, String status, long samples, Map<String, Long> refused) {
        JsonNode run = run(runs, id);
        Map<String, Long> counted = new TreeMap<>();
        run.path("refused")
                .forEach(
                        count ->
                                counted.put(
                                        count.path("reason").asText(),
                                        count.path("records").asLong()));
        assertThat(run.path("status").asText()).as(id).isEqualTo(status);
        assertThat(run.path("samples").asLong()).as(id).isEqualTo(samples);
        assertThat(run.path("trainedRecords").asLong()).as(id).isEqualTo(samples);
        assertThat(counted).as(id).isEqualTo(refused);
        assertThat(run.path("records").asLong())
                .as(id)
                .isEqualTo(samples + refused.values().stream().mapToLong(Long::longValue).sum());
    }

    private static JsonNode run(JsonNode runs, String id) {
        for (JsonNode run : runs) {
            if (run.path("run").asText().equals(id)) {
                return run;
            }
        }
        throw new AssertionError("No run " + id + " in " + runs);
    }

    private static void fill(String servers) throws Exception {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", servers);
        try (Admin admin = Admin.create(properties)) {
            admin.createTopics(
                            List.of(
                                    new NewTopic("labels", 1, (short) 1),
                                    new NewTopic("names", 1, (short) 1),
                                    new NewTopic("semicolons", 1, (short) 1),
                                    new NewTopic("thirds", 2, (short) 1),
                                    new NewTopic("keyed", 3, (short) 1),
                                    new NewTopic("endless", 1, (short) 1)))
                    .all()
                    .get();
        }
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            List<Future<?>> sent = new ArrayList<>();
            for (int row = 0; row < ROWS; row++) {
                String label = row % 100 == 7 ? "2" : Integer.toString(row % 2);
                sent.add(producer.send(new ProducerRecord<>("labels", row % 10 + "," + label)));
                String name = row % 100 == 7 ? "eggs" : row % 10 < 5 ? "ham" : "spam";
                sent.add(producer.send(new ProducerRecord<>("names", row % 10 + "," + name)));
                String third = row % 3 == 0 ? "no number,1" : "1,0";
                sent.add(producer.send(new ProducerRecord<>("thirds", row % 2, null, third)));
            }
            for (int row = 0; row < 50; row++) {
                sent.add(producer.send(new ProducerRecord<>("semicolons", "1;0")));
            }
            for (int row = 0; row < 1_500; row++) {
                sent.add(producer.send(new ProducerRecord<>("endless", "1;0")));
            }
            // Where librdkafka's own partitioner puts it; Kafka's is partition 1.
            for (int row = 0; row < 60; row++) {
                sent.add(producer.send(new ProducerRecord<>("keyed", 2, "A", "1,0")));
            }
            for (Future<?> record : sent) {
                record.get();
            }
        }
    }

    private static Map<String, Map<String, Long>> quarantined(String servers) throws Exception {
        Map<String, Map<String, Long>> counts = new HashMap<>();
        Properties properties = new Properties();
        properties.put("bootstrap.servers", servers);
        properties.put("isolation.level", "read_committed");
        properties.put("auto.offset.reset", "earliest");
        properties.put("group.id", "quarantine");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("ratchet-losing.quarantine"));
            long quietSince = System.nanoTime();
            while (System.nanoTime() - quietSince < 3_000_000_000L) {
                for (ConsumerRecord<byte[], byte[]> next : consumer.poll(Duration.ofMillis(200))) {
                    JsonNode entry =
                            new ObjectMapper()
                                    .readTree(new String(next.value(), StandardCharsets.UTF_8));
                    counts.computeIfAbsent(entry.path("run").asText(), run -> new HashMap<>())
                            .merge(entry.path("reason").asText(), 1L, Long::sum);
                    quietSince = System.nanoTime();
                }
            }
        }
        return counts;
    }

    private String configuration(String servers) {
        return configuration(
                servers,
                run("labels", "topic: labels, batch: 64", "end-of-topic")
                        + run("large-batch", "topic: labels, batch: 256", "end-of-topic")
                        + run("names", "topic: names, batch: 64", "end-of-topic")
                                .replace("type: label", "type: label, classes: [ham, spam]")
                        + run("semicolons", "topic: semicolons, batch: 16", "end-of-topic")
                        + run("thirds", "topic: thirds, batch: 16", "end-of-topic")
                        + run("elsewhere", "topic: keyed, key: A, batch: 16", "end-of-topic")
                        + run("endless", "topic: endless, batch: 16", "{steps: 5}"));
    }

    private String configuration(String servers, String runs) {
        return "job: losing\n"
                + "kafka: {bootstrap: '"
                + servers
                + "'}\n"
                + "checkpoint: {interval: 1 s, directory: '"
                + folder.resolve("checkpoints")
                + "'}\n"
                + "models: {directory: '"
                + folder.resolve("models")
                + "'}\n"
                + "runs:\n"
                + runs;
    }

    private static String run(String id, String input, String until) {
        return "  - id: "
                + id
                + "\n    input: {"
                + input
                + ", format: csv, columns: [{name: x, type: numeric}, {name: y, type: label}]}\n"
                + "    model: {type: linear}\n    engine: java\n    loss: binary-cross-entropy\n"
                + "    optimizer: {type: sgd, learningRate: 0.01}\n    lastBatch: train\n    until: "
                + until
                + "\n";
    }

    private int execute(String... arguments) {
        CommandLine command = Ratchet.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
