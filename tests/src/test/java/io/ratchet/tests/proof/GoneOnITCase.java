package io.ratchet.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.job.claim.StartException;
import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.resume.StartDecision;
import io.ratchet.tests.support.Await;
import io.ratchet.tests.support.Faults;
import io.ratchet.tests.support.JobLife;
import io.ratchet.tests.support.PlainRecords;
import io.ratchet.tests.support.PlainTopic;
import io.ratchet.tests.support.Rows;
import io.ratchet.tests.support.TestBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that has ended goes on where it ended, to the bits of one that was never ended: the same
 * job under another name, started once over all that its topic has come to hold.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class GoneOnITCase {
    private static final int BATCH = 16;
    private static final int PARTITIONS = 3;
    private static final long STEP_NANOS = 3_000_000;

    /** Where a topic has records that cannot be read, each so many. */
    private static final int BAD_EVERY = 40;

    @TempDir Path folder;

    private final Rows rows = new Rows(31);
    private TestBroker broker;
    private int partitions;
    private int written;
    private boolean hasBad;

    @BeforeEach
    void start() {
        broker = TestBroker.start(folder.resolve("kafka"));
    }

    @AfterEach
    void close() {
        broker.close();
    }

    @Test
    void aRunWhoseUntilIsRaisedGoesOn() throws Exception {
        make(PARTITIONS);
        append(100 * BATCH);

        train("raised", run("run", "{steps: 30}"));
        assertThat(lastState("raised", "run").path("step").asLong()).isEqualTo(30);
        assertThat(JobLife.decide(job("raised", run("run", "{steps: 30}"))))
                .isInstanceOf(StartDecision.Ended.class);
        train("raised", run("run", "{steps: 31}"));
        train("raised", run("run", "{samples: %d}".formatted(70 * BATCH)));

        assertThat(steps("raised", "run")).isEqualTo(upTo(70));
        train("straight", run("run", "{steps: 70}"));
        assertSame("raised", "straight", "run");
        // The model of each end.
        assertThat(models("raised")).hasSize(3);
    }

    @Test
    void theRestOfATopicWaitsAndIsTrainedWithWhatIsLoadedLater() throws Exception {
        make(PARTITIONS);
        append(10 * BATCH + 5);
        train("loaded", run("run", "end-of-topic"));
        assertThat(lastState("loaded", "run").path("status").asText()).isEqualTo("succeeded");
        assertThat(lastState("loaded", "run").path("waitingRecords").asLong()).isEqualTo(5);
        assertThat(JobLife.decide(job("loaded", run("run", "end-of-topic"))))
                .isInstanceOf(StartDecision.Ended.class);

        // Too few to fill a batch, then many, and the job is killed among them.
        append(2);
        train("loaded", run("run", "end-of-topic"));
        assertThat(lastState("loaded", "run").path("waitingRecords").asLong()).isEqualTo(7);
        append(1500 * BATCH);
        Faults.of("loaded", STEP_NANOS);
        try (JobLife life = JobLife.start(job("loaded", run("run", "end-of-topic")))) {
            Await.until(
                    "steps behind the end are committed",
                    () -> {
                        life.assertNotFailed();
                        return steps("loaded", "run").size() > 40;
                    });
        }
        assertThat(steps("loaded", "run")).hasSizeLessThan(1510);
        train("loaded", run("run", "end-of-topic"));

        assertThat(steps("loaded", "run")).isEqualTo(upTo(1510));
        train("at-once", run("run", "end-of-topic"));
        assertSame("loaded", "at-once", "run");

        // What waits is trained where that is asked for.
        train("loaded", run("run", "end-of-topic").replace("keep", "train"));
        assertThat(steps("loaded", "run")).isEqualTo(upTo(1511));
        assertThat(lastState("loaded", "run").path("waitingRecords").asLong()).isZero();
        assertThat(lastState("loaded", "run").path("trainedRecords").asLong()).isEqualTo(written);
    }

    /** They share a source, which reads on behind the end of the one that has ended first. */
    @Test
    void oneOfTwoRunsOfATopicGoesOn() throws Exception {
        make(1);
        hasBad = true;
        append(80 * BATCH);
        train("two", run("one", "{steps: 12}") + run("other", "{steps: 60}"));
        String other = lastState("two", "other").path("sha256").asText();

        train("two", run("one", "{steps: 40}") + run("other", "{steps: 60}"));
        train("two", run("one", "{steps: 70}") + run("other", "{steps: 75}"));

        assertThat(steps("two", "one")).isEqualTo(upTo(70));
        assertThat(steps("two", "other")).isEqualTo(upTo(75));
        assertThat(lastState("two", "other").path("sha256").asText()).isNotEqualTo(other);
        assertThat(refused("two", "one")).doesNotHaveDuplicates().containsAll(bad(70 * BATCH));
        assertThat(refused("two", "other")).doesNotHaveDuplicates().containsAll(bad(75 * BATCH));
        train("alone", run("one", "{steps: 70}") + run("other", "{steps: 75}"));
        assertSame("two", "alone", "one");
        assertSame("two", "alone", "other");
    }

    @Test
    void whatStandsInAnOpenTransactionIsSaidAndTrainedWhenItIsCommitted() throws Exception {
        make(1);
        append(20);
        Map<String, Object> properties = new HashMap<>(broker.clients());
        properties.put("transactional.id", "slow");
        try (KafkaProducer<byte[], byte[]> slow =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            slow.initTransactions();
            slow.beginTransaction();
            List<Future<?>> sent = new ArrayList<>();
            for (int record = 0; record < 32; record++) {
                sent.add(slow.send(TestBroker.row("rows", 0, rows.csv())));
            }
            slow.flush();
            assertThat(sent).allMatch(Future::isDone);

            Faults.of("open", 0);
            try (JobLife life = JobLife.start(job("open", run("run", "end-of-topic")))) {
                assertThat(life.plan().notices())
                        .anySatisfy(
                                notice ->
                                        assertThat(notice)
                                                .contains("A transaction is open on rows-0")
                                                .containsPattern("producer \\d+ since offset 20:")
                                                .contains("from offset 20 to 52")
                                                .contains("start the job again"));
                assertThat(life.result().getSerializedThrowable()).isEmpty();
            }
            assertThat(
                            ((StartDecision.Ended)
                                            JobLife.decide(job("open", run("run", "end-of-topic"))))
                                    .text())
                    .contains("A transaction is open on rows-0");
            slow.commitTransaction();
        }
        assertThat(steps("open", "run")).isEqualTo(upTo(1));

        train("open", run("run", "end-of-topic"));
        assertThat(steps("open", "run")).isEqualTo(upTo(3));
        assertThat(lastState("open", "run").path("waitingRecords").asLong()).isEqualTo(4);
    }

    /** It begins at the topic's begin, and not where the sources of those before it have ended. */
    @Test
    void aNewRunOfAJobWhoseRunsHaveEndedIsTrainedFromItsBegin() throws Exception {
        make(PARTITIONS);
        append(30 * BATCH);
        train("new", run("first", "{steps: 12}"));
        dieBeforeTheFirstCheckpoint(
                "new", run("first", "{steps: 12}") + run("second", "{steps: 25}"));
        train("new", run("first", "{steps: 12}") + run("second", "{steps: 25}"));
        dieBeforeTheFirstCheckpoint("new", run("third", "{steps: 20}"));
        train("new", run("third", "{steps: 20}"));

        assertThat(steps("new", "first")).isEqualTo(upTo(12));
        assertThat(steps("new", "second")).isEqualTo(upTo(25));
        assertThat(steps("new", "third")).isEqualTo(upTo(20));
        train("fresh", run("second", "{steps: 25}") + run("third", "{steps: 20}"));
        assertSame("new", "fresh", "second");
        assertSame("new", "fresh", "third");
    }

    @Test
    void aRunThatWasLeftOutForAWhileGoesOnWhereItHadEnded() throws Exception {
        make(PARTITIONS);
        append(40 * BATCH);
        train("left-out", run("first", "{steps: 12}") + run("second", "{steps: 15}"));
        train("left-out", run("second", "{steps: 30}"));
        train("left-out", run("first", "{steps: 20}") + run("second", "{steps: 30}"));

        assertThat(steps("left-out", "first")).isEqualTo(upTo(20));
        assertThat(steps("left-out", "second")).isEqualTo(upTo(30));
        train("both", run("first", "{steps: 20}") + run("second", "{steps: 30}"));
        assertSame("left-out", "both", "first");
        assertSame("left-out", "both", "second");
    }

    @Test
    void withoutTheStateInWhichItHasEndedARunIsNotTrainedAgain() throws Exception {
        make(1);
        append(500 * BATCH);
        Faults.of("lost", STEP_NANOS);
        try (JobLife life = JobLife.start(job("lost", run("run", "{steps: 400}")))) {
            Await.until("a step is committed", () -> !steps("lost", "run").isEmpty());
            life.stop();
        }
        assertThatThrownBy(() -> JobLife.decide(job("lost", run("other", "{steps: 400}"))))
                .as("nobody reads on for the run that was taken out")
                .isInstanceOf(StartException.class)
                .hasMessageContaining("run 'run', which trains topic 'rows' in it")
                .hasMessageContaining("run 'other' of the same topic is new");
        long stood = lastState("lost", "run").path("step").asLong();
        train("lost", run("run", "{steps: 1}"));
        assertThat(lastState("lost", "run").path("status").asText()).isEqualTo("succeeded");
        assertThat(lastState("lost", "run").path("step").asLong()).isEqualTo(stood);
        assertThat(models("lost")).hasSize(1);
        train("lost", run("run", "{steps: 400}"));
        delete(folder.resolve("lost/checkpoints/lost/generation-1/ended"));

        assertThatThrownBy(() -> JobLife.decide(job("lost", run("run", "{steps: 450}"))))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("[run] could go on to a later end")
                .hasMessageContaining("lost/generation-1/ended")
                .hasMessageContaining("savepoint-")
                .hasMessageContaining("is older");
        assertThat(steps("lost", "run")).isEqualTo(upTo(400));
    }

    /** Twice: a start that comes after one which has died may die too. */
    private void dieBeforeTheFirstCheckpoint(String name, String runs) {
        for (int start = 0; start < 2; start++) {
            assertThat(JobLife.plan(job(name, runs)).restorePath()).isPresent();
        }
    }

    private void train(String name, String runs) throws Exception {
        Faults.of(name, 0);
        try (JobLife life = JobLife.start(job(name, runs))) {
            assertThat(life.result().getSerializedThrowable()).isEmpty();
        }
    }

    private void assertSame(String one, String other, String run) {
        JsonNode state = lastState(one, run);
        JsonNode expected = lastState(other, run);
        for (String field : List.of("status", "step", "samples", "trainedRecords", "sha256")) {
            assertThat(state.path(field)).as(field).isEqualTo(expected.path(field));
        }
        assertThat(state.path("sha256").asText()).hasSize(64);
    }

    private static List<Long> upTo(long step) {
        return LongStream.rangeClosed(1, step).boxed().toList();
    }

    private void make(int count) throws Exception {
        partitions = count;
        try (Admin admin =
                Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrap()))) {
            admin.createTopics(List.of(new NewTopic("rows", partitions, (short) 1))).all().get();
        }
    }

    /** Goes round the partitions, from where it has stopped. */
    private void append(int count) throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            boolean isBad = hasBad && written % BAD_EVERY == BAD_EVERY - 1;
            String row = isBad ? "no,row" : rows.csv();
            records.add(TestBroker.row("rows", written++ % partitions, row));
        }
        broker.append(records);
    }

    /** The offsets of what cannot be read before so many records, of a topic of one partition. */
    private static List<Long> bad(int records) {
        return LongStream.range(0, records)
                .filter(offset -> offset % BAD_EVERY == BAD_EVERY - 1)
                .boxed()
                .toList();
    }

    /** The offsets of what stands in quarantine, in its order. */
    private List<Long> refused(String name, String run) throws Exception {
        return PlainRecords.committed(broker.bootstrap(), topics(name) + ".quarantine").stream()
                .map(PlainRecords.Plain::json)
                .filter(entry -> entry.path("run").asText().equals(run))
                .map(entry -> entry.path("places").path(0).path(1).asLong())
                .toList();
    }

    private List<Long> steps(String name, String run) {
        return PlainTopic.ofRun(broker.bootstrap(), topics(name) + ".metrics", run).stream()
                .map(step -> step.path("step").asLong())
                .toList();
    }

    private JsonNode lastState(String name, String run) {
        List<JsonNode> states =
                PlainTopic.ofRun(broker.bootstrap(), topics(name) + ".run-state", run).stream()
                        .filter(value -> value.has("status"))
                        .toList();
        return states.get(states.size() - 1);
    }

    private static String topics(String name) {
        return "out-" + name;
    }

    private List<Path> models(String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(name).resolve("models"))) {
            return files.filter(file -> file.endsWith("model.safetensors")).toList();
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted((one, next) -> next.compareTo(one)).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String run(String id, String until) {
        return """
                  - id: %s
                    input:
                      topic: rows
                      format: csv
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
                    lastBatch: keep
                """
                .formatted(id, BATCH, until);
    }

    private JobConfiguration job(String name, String runs) {
        return ConfigurationReader.read(
                name,
                """
                job: %1$s
                kafka: {bootstrap: '%2$s'}
                topics: {prefix: '%5$s'}
                runs:
                %3$scheckpoint:
                  directory: '%4$s/checkpoints'
                  savepoints: '%4$s/savepoints'
                  interval: 100 ms
                models: {directory: '%4$s/models'}
                """
                        .formatted(
                                name,
                                broker.bootstrap(),
                                runs,
                                folder.resolve(name),
                                topics(name)));
    }
}
