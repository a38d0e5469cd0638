package io.ratchet.job.cli.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.job.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code ratchet quarantine}, beside what a plain consumer reads of the topics. */
@Timeout(240)
class QuarantineITCase extends StagedCommands {
    private static final String FROM = "ratchet.replayed-from";

    @Test
    void aRunWithAMendedSchemaGetsWhatWasRefusedOnce() throws Exception {
        stage.make("mails", 2);
        List<ProducerRecord<String, String>> rows = new ArrayList<>();
        for (int row = 0; row < 60; row++) {
            String kind = row % 3 == 0 ? "eggs" : row % 3 == 1 ? "ham" : "spam";
            rows.add(new ProducerRecord<>("mails", row % 2, "key " + row, row % 10 + "," + kind));
        }
        rows.add(new ProducerRecord<>("mails", 0, "broken", "no number,eggs"));
        stage.send(rows);
        Path before = job("mails", run("two", "", "[ham, spam]", "end-of-topic"));
        train(before);
        assertLists(before);
        assertNewestAreShown("ratchet-mails.quarantine");

        // Nothing is sent before the run that takes it has been started.
        Path mended =
                job("mails", run("three", "from: latest, ", "[ham, spam, eggs]", "{steps: 5}"));
        String[] replay = {"--replay", "--to", "three"};
        assertThat(quarantine("two", mended, replay)).isEqualTo(ExitCode.FAILED);
        assertThat(stage.err()).contains("has not been started", "from: latest");
        assertThat(quarantine("two", mended, "--replay")).isEqualTo(ExitCode.USAGE);
        assertThat(stage.err()).contains("no run 'two', only [three]", "--to");
        Thread training = stage.start("train", mended.toString());
        stage.await(() -> isStarted("ratchet-mails.run-state", "three"));
        assertThat(quarantine("two", mended, "--replay", "--to", "three", "--dry-run"))
                .isEqualTo(ExitCode.FAILED);
        assertThat(stage.out()).contains("20 would be sent again", "1 are still refused");
        assertThat(stage.committed("mails")).hasSize(61);

        assertThat(quarantine("two", mended, replay)).isEqualTo(ExitCode.FAILED);
        assertThat(stage.out()).contains("20 sent again", "1 wrong-type, the first in partition 0");
        assertSentAsTheyStood(stage.committed("mails"));

        assertThat(quarantine("two", mended, replay)).isEqualTo(ExitCode.FAILED);
        assertThat(stage.out()).contains("20 were sent before, and not again");
        assertThat(stage.committed("mails")).hasSize(81);
        training.join();
        assertThat(stage.out()).contains("run three: succeeded after 5 steps, 20 samples");
        assertThat(refused("ratchet-mails.quarantine")).as("none was refused again").hasSize(21);
    }

    private void assertLists(Path job) throws IOException {
        Path json = folder.resolve("quarantine.json");
        assertThat(quarantine("two", job, "--records", "2", "--json", json.toString()))
                .isEqualTo(ExitCode.DONE);
        Map<String, Integer> listed = new TreeMap<>();
        JsonNode root = new ObjectMapper().readTree(json.toFile());
        root.path("records")
                .forEach(
                        count ->
                                listed.put(
                                        count.path("reason").asText(),
                                        count.path("records").asInt()));
        Map<String, Integer> expected = new TreeMap<>();
        refused("ratchet-mails.quarantine")
                .values()
                .forEach(reason -> expected.merge(reason, 1, Integer::sum));
        assertThat(listed).isEqualTo(expected).hasSize(2);
        assertThat(root.path("first")).hasSize(2);
        assertThat(stage.out())
                .contains(
                        "run two: 21 records and 0 batches in quarantine",
                        "20 records label-out-of-range, the first in partition ",
                        "1 records wrong-type, the first in partition 0 at offset 30",
                        "'eggs' is none of the classes 'ham', 'spam'",
                        ",eggs\n");
    }

    /** Behind the records lie marks of transactions, which have offsets and are none. */
    private void assertNewestAreShown(String topic) {
        List<ConsumerRecord<String, String>> all = stage.committed(topic);
        String[] read = {"topics", "read", topic, "--records", "3", "--bootstrap", stage.servers()};
        assertThat(stage.execute(read)).as(stage::err).isEqualTo(ExitCode.DONE);
        List<String> shown =
                stage.out().lines().filter(line -> line.matches("\\d+/\\d+ two: .*")).toList();
        assertThat(shown)
                .containsExactlyElementsOf(
                        all.subList(all.size() - 3, all.size()).stream()
                                .map(one -> "0/" + one.offset() + " two: " + one.value())
                                .toList());
    }

    private static void assertSentAsTheyStood(List<ConsumerRecord<String, String>> all) {
        Map<String, ConsumerRecord<String, String>> byPlace = new TreeMap<>();
        all.forEach(
                record ->
                        byPlace.put(
                                record.topic() + "/" + record.partition() + "/" + record.offset(),
                                record));
        List<ConsumerRecord<String, String>> again =
                all.stream().filter(record -> record.headers().lastHeader(FROM) != null).toList();
        assertThat(all).hasSize(81);
        assertThat(again).hasSize(20);
        for (ConsumerRecord<String, String> record : again) {
            Header from = record.headers().lastHeader(FROM);
            String place = new String(from.value(), UTF_8);
            assertThat(byPlace).containsKey(place);
            ConsumerRecord<String, String> original = byPlace.getOrDefault(place, record);
            assertThat(record.value()).isEqualTo(original.value()).endsWith("eggs");
            assertThat(record.key()).isEqualTo(original.key());
            assertThat(record.partition()).isEqualTo(original.partition());
            assertThat(original.headers().toArray()).isEmpty();
        }
    }

    @Test
    void aRunThatReadsThemItselfGetsNone() throws Exception {
        stage.make("reads", 1);
        stage.send(rows("reads", 30, row -> row % 3 == 0 ? "eggs" : "ham"));
        Path before = job("reads", run("old", "", "[ham, spam]", "end-of-topic"));
        train(before);

        // The same columns still refuse them.
        assertThat(quarantine("old", before, "--replay")).isEqualTo(ExitCode.FAILED);
        assertThat(stage.out()).contains("0 sent again", "10 are still refused");

        // Another meaning under the same id could not go on.
        Path changed = job("reads", run("old", "", "[ham, eggs]", "end-of-topic"));
        assertThat(quarantine("old", changed, "--replay")).isEqualTo(ExitCode.FAILED);
        assertThat(stage.err()).contains("input.label.classes", "new id", "resume: never");

        // A run that begins at the beginning reads them where they stand.
        Path fresh = job("reads", run("new", "", "[ham, eggs]", "end-of-topic"));
        assertThat(quarantine("old", fresh, "--replay", "--to", "new")).isEqualTo(ExitCode.DONE);
        assertThat(stage.out()).contains("10 are read by run 'new' where they stand");
        assertThat(stage.committed("reads")).hasSize(30);

        // What the topic has lost it cannot read, and quarantine still has it.
        stage.deleteBefore("reads", 15);
        // Where the note of it cannot be written, nothing is sent either.
        stage.make("ratchet-reads.replays", 1);
        stage.limit("ratchet-reads.replays", 100);
        assertThat(quarantine("old", fresh, "--replay", "--to", "new")).isEqualTo(ExitCode.FAILED);
        assertThat(stage.err()).contains("Kafka did not take what was sent again");
        assertThat(stage.committed("reads")).hasSize(15);
        stage.limit("ratchet-reads.replays", 1_000_000);
        assertThat(quarantine("old", fresh, "--replay", "--to", "new")).isEqualTo(ExitCode.DONE);
        assertThat(stage.out()).contains("5 sent again", "5 are read by run 'new'");
        List<ConsumerRecord<String, String>> left = stage.committed("reads");
        assertThat(left).hasSize(20);
        assertThat(left.subList(15, 20)).allMatch(record -> record.value().endsWith(",eggs"));
    }

    @Test
    void noOtherRunTrainsARecordASecondTimeUnasked() throws Exception {
        stage.make("shared", 1);
        stage.send(rows("shared", 20, row -> row % 2 == 0 ? "eggs" : "ham"));
        String takes = run("takes", "", "[ham, eggs]", "end-of-topic");
        train(job("shared", run("narrow", "", "[ham, spam]", "end-of-topic") + takes));
        Path mended = job("shared", takes + run("wide", "", "[eggs, ham]", "{steps: 9}"));
        stage.deleteBefore("shared", 20);

        assertThat(quarantine("narrow", mended, "--replay", "--to", "wide"))
                .isEqualTo(ExitCode.FAILED);
        assertThat(stage.err()).contains("run 'takes' reads topic 'shared' too", "--others-too");
        assertThat(stage.committed("shared")).isEmpty();
        assertThat(quarantine("narrow", mended, "--replay", "--to", "wide", "--others-too"))
                .isEqualTo(ExitCode.DONE);
        assertThat(stage.committed("shared")).hasSize(10);
    }

    @Test
    void aRecordInTheWrongPartitionGoesWhereItBelongs() throws Exception {
        stage.make("keyed", 3);
        List<ProducerRecord<String, String>> rows = new ArrayList<>();
        for (int row = 0; row < 12; row++) {
            // Kafka's own partitioner puts A on partition 1 of three.
            int partition = row < 4 ? 1 : 2;
            rows.add(new ProducerRecord<>("keyed", partition, "A", row + ",ham"));
            rows.add(new ProducerRecord<>("keyed", partition, "B", row + ",spam"));
        }
        stage.send(rows);
        Path job = job("keyed", run("a", "key: A, ", "[ham, spam]", "{steps: 3}"));
        Thread training = stage.start("train", job.toString());
        stage.await(() -> refused("ratchet-keyed.quarantine").size() == 8);
        // Nobody may write there, and the command that follows the job goes on all the same.
        stage.send(List.of(new ProducerRecord<>("ratchet-keyed.run-state", "somebody", "hello")));

        assertThat(quarantine("a", job, "--replay")).as(stage::err).isEqualTo(ExitCode.DONE);

        assertThat(stage.out()).contains("8 sent again");
        training.join();
        assertThat(stage.out())
                .contains("Left out of account: the record at offset ")
                .contains("(key 'somebody', 5 bytes that begin with 'hello')")
                .contains("run a: succeeded after 3 steps, 12 samples");
        assertThat(stage.committed("keyed"))
                .filteredOn(record -> record.partition() == 1 && record.key().equals("A"))
                .hasSize(12);
        assertThat(quarantine("a", job, "--replay")).isEqualTo(ExitCode.DONE);
        assertThat(stage.out()).contains("8 were sent before, and not again");
        assertThat(stage.committed("keyed")).hasSize(32);

        stage.send(List.of(new ProducerRecord<>("ratchet-keyed.quarantine", "x", "hello")));
        assertThat(quarantine("a", job)).as(stage::err).isEqualTo(ExitCode.DONE);
        assertThat(stage.err()).contains("of ratchet-keyed.quarantine (key 'x', 5 bytes");
    }

    @Test
    void saysWhatIsNotThere() {
        assertThat(stage.execute("quarantine", "nobody", "--bootstrap", stage.servers()))
                .isEqualTo(ExitCode.FAILED);
        assertThat(stage.err()).contains("Nothing of a run 'nobody' stands on ");
        assertThat(stage.execute("quarantine", "x", "--bootstrap", stage.servers(), "--replay"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(stage.err()).contains("--replay needs --config");
    }

    private boolean isStarted(String topic, String run) {
        boolean fixed = false;
        boolean claimed = false;
        for (ConsumerRecord<String, String> record : stage.committed(topic)) {
            fixed |= record.key().contains("#contract/") && record.key().endsWith("/" + run);
            claimed = record.key().contains("#claim/") ? fixed : claimed;
        }
        return claimed;
    }

    private static List<ProducerRecord<String, String>> rows(
            String topic, int count, IntFunction<String> kind) {
        List<ProducerRecord<String, String>> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            rows.add(new ProducerRecord<>(topic, null, row % 10 + "," + kind.apply(row)));
        }
        return rows;
    }

    /** The reason of each refused record, by its place. */
    private Map<String, String> refused(String topic) throws IOException {
        Map<String, String> reasons = new TreeMap<>();
        for (ConsumerRecord<String, String> record : stage.committed(topic)) {
            JsonNode entry = new ObjectMapper().readTree(record.value());
            reasons.put(entry.path("places").toString(), entry.path("reason").asText());
        }
        return reasons;
    }

    private Path job(String job, String runs) throws IOException {
        return Files.writeString(
                folder.resolve(job + ".yaml"),
                "job: "
                        + job
                        + "\nkafka: {bootstrap: '"
                        + stage.servers()
                        + "'}\ncheckpoint: {interval: 1 s, directory: '"
                        + folder.resolve("checkpoints")
                        + "', savepoints: '"
                        + folder.resolve("savepoints")
                        + "'}\nmodels: {directory: '"
                        + folder.resolve("models")
                        + "'}\nruns:\n"
                        + runs.replace("TOPIC", job));
    }

    private static String run(String id, String input, String classes, String until) {
        int count = classes.split(",").length;
        return "  - id: "
                + id
                + "\n    input: {"
                + input
                + "topic: TOPIC, format: csv, batch: 4, columns: [{name: x, type: numeric},"
                + " {name: y, type: label, classes: "
                + classes
                + "}]}\n    model: {type: linear"
                + (count > 2 ? ", outputs: " + count : "")
                + "}\n    engine: java\n    loss: "
                + (count > 2 ? "softmax" : "binary")
                + "-cross-entropy\n    optimizer: {type: sgd, learningRate: 0.01}\n"
                + "    refusedShare: 100 %\n    until: "
                + until
                + "\n";
    }

    private void train(Path job) {
        assertThat(stage.execute("train", job.toString())).as(stage::err).isEqualTo(ExitCode.DONE);
    }

    private int quarantine(String run, Path job, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("quarantine", run, "--config", job.toString()));
        arguments.addAll(List.of(more));
        return stage.execute(arguments.toArray(String[]::new));
    }
}
