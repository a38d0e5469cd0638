package io.ratchet.job.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.job.checkpoint.CertifiedCheckpoint;
import io.ratchet.job.checkpoint.Writer;
import io.ratchet.job.claim.OwnerWatch;
import io.ratchet.job.claim.RunStart;
import io.ratchet.job.claim.StartException;
import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.Configurations;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.record.RunStateCodec;
import io.ratchet.kafka.broker.LocalBroker;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RefusalCounts;
import io.ratchet.training.run.RunHistory;
import io.ratchet.training.run.RunStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class StartPlannerITCase {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1234), ZoneOffset.UTC);

    @TempDir static Path brokerFolder;
    @TempDir Path folder;

    private static LocalBroker broker;
    private static Map<String, String> clients;
    private static int count;

    private String job;

    @BeforeAll
    static void startBroker() {
        broker = LocalBroker.start(brokerFolder);
        clients = Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void makeTopics() {
        job = "job" + count++;
        StartStage.makeTopics(clients, job);
    }

    @Test
    void aFirstStartFixesTheExactEndBehindTheLastRecord() {
        produce(true, 0, 1, 2);
        produce(false, 0, 3);

        JobPlan plan = go(plan("auto", "end-of-topic"));

        assertThat(plan.owner().epoch()).isEqualTo(1);
        assertThat(plan.owner().generation()).isEqualTo(1);
        assertThat(plan.restorePath()).isEmpty();
        // Offsets 0 and 1 are records, 2 is a commit, 3 an aborted record, 4 an abort.
        assertThat(plan.runs().get(0).spans())
                .containsExactly(new PartitionSpan(0, 0, 2), new PartitionSpan(1, 0, 0));
    }

    @Test
    void aLaterStartReadsWhatTheFirstOneFixed() {
        produce(true, 0, 1);
        go(plan("auto", "end-of-topic"));
        produce(true, 0, 2, 3);

        JobPlan plan = go(plan("auto", "end-of-topic"));

        assertThat(plan.owner().epoch()).isEqualTo(2);
        assertThat(plan.owner().generation()).isEqualTo(1);
        RunStart start = plan.runs().get(0).start();
        assertThat(start.run()).isEqualTo("flights");
        assertThat(start.generation()).isEqualTo(1);
        assertThat(start.topic()).isEqualTo("in-" + job);
        assertThat(start.spans())
                .containsExactly(new PartitionSpan(0, 0, 1), new PartitionSpan(1, 0, 0));
        assertThat(start.timeMillis()).isEqualTo(1234);
    }

    @Test
    void aStartAfreshIsTheNextGeneration() {
        produce(true, 0, 1);
        go(plan("auto", "end-of-topic"));
        state(1, RunStatus.TRAINING, 5);
        produce(true, 0, 2);

        JobPlan plan = go(plan("never", "end-of-topic"));

        assertThat(plan.owner().generation()).isEqualTo(2);
        assertThat(plan.runs().get(0).spec().generation()).isEqualTo(2);
        assertThat(plan.runs().get(0).spans().get(0).end()).isEqualTo(3);
        assertThat(plan.checkpointDirectory().getName()).isEqualTo("generation-2");
        assertThat(go(plan("auto", "end-of-topic")).owner().generation()).isEqualTo(2);
    }

    @Test
    void aRunThatHasEndedIsNotStartedAgain() {
        produce(true, 0, 1);
        go(plan("auto", "end-of-topic"));
        state(1, RunStatus.SUCCEEDED, 5);

        assertThat(plan("auto", "end-of-topic")).isInstanceOf(StartDecision.Ended.class);
    }

    @Test
    void refusesToCommitStepsASecondTime() {
        produce(true, 0, 1);
        go(plan("auto", "end-of-topic"));
        state(1, RunStatus.TRAINING, 5);

        assertThatThrownBy(() -> plan("auto", "end-of-topic"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(
                        "Run 'flights' has committed 5 steps, but no whole checkpoint")
                .hasMessageContaining("resume: never");
    }

    @Test
    void refusesABoundedRunOnAnEmptyTopic() {
        assertThatThrownBy(() -> plan("auto", "end-of-topic"))
                .hasMessageContaining("there is no record on it");
    }

    @Test
    void refusesAnotherTopicOrAnotherEnd() {
        produce(true, 0, 1);
        go(plan("auto", "end-of-topic"));

        assertThatThrownBy(() -> plan("auto", "forever"))
                .hasMessageContaining("was started with an end of its topic");
        assertThatThrownBy(() -> plan("auto", "end-of-topic", "other"))
                .hasMessageContaining("input.topic: in-" + job + " before, other now");
    }

    @Test
    void namesATopicThatDoesNotExist() {
        assertThatThrownBy(() -> plan("auto", "end-of-topic", "nowhere"))
                .hasMessageContaining("Topic 'nowhere' does not exist. Make it with");
    }

    @Test
    void theOlderOfTwoStartsEndsForGood() {
        produce(true, 0, 1);
        JobPlan older = go(plan("auto", "end-of-topic"));
        check(older);
        JobPlan newer = go(plan("auto", "end-of-topic"));

        check(newer);
        assertThatThrownBy(() -> check(older))
                .isInstanceOf(SuppressRestartsException.class)
                .hasRootCauseMessage(
                        "Job '"
                                + job
                                + "' of epoch 1 ends: it was started again, as epoch 2, and two of"
                                + " one id would stop each other in turns. Leave the newer one"
                                + " running.");
    }

    @Test
    void aStartWhoseRecordIsHiddenByAnOpenTransactionDoesNotEndItself() {
        produce(true, 0, 1);
        go(plan("auto", "end-of-topic"));
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put("transactional.id", "killed-" + job);
        try (var killed =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            killed.initTransactions();
            killed.beginTransaction();
            Future<?> written =
                    killed.send(
                            new ProducerRecord<>(
                                    "ratchet-" + job + ".run-state", new byte[1], new byte[1]));
            killed.flush();
            assertThat(written).isDone();

            JobPlan newer = go(plan("auto", "end-of-topic"));

            assertThatCode(() -> check(newer)).doesNotThrowAnyException();
            killed.abortTransaction();
        }
    }

    @Test
    void aJobThatSomebodyElseHasStartedMeanwhileIsNotStartedAgain() {
        produce(true, 0, 1);
        JobPlan ended = go(plan("auto", "end-of-topic"));
        StartPlanner planner = planner("auto", "end-of-topic", "in-" + job, CLOCK);
        JobPlan again = go(planner.planAgain(ended));
        assertThat(again.owner().epoch()).isEqualTo(2);

        assertThatThrownBy(() -> planner.planAgain(ended))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("is not started again")
                .hasMessageContaining("as epoch 2");
        check(again);
    }

    @Test
    void goesOnFromAnotherWhereTheChosenOneIsReplacedWhileTheJobIsClaimed() throws IOException {
        produce(true, 0, 1);
        go(plan("auto", "end-of-topic"));
        Path older = checkpoint(1);
        Path newer = checkpoint(2);
        StartPlanner planner =
                planner(
                        "auto",
                        "end-of-topic",
                        "in-" + job,
                        new AskedClock(() -> deleteMetadata(newer)));

        assertThat(go(planner.plan()).restorePath())
                .hasValue(new org.apache.flink.core.fs.Path("file:" + older));
    }

    @Test
    void saysThatNobodyTrainsWhereTheNamedOneVanishesWhileTheJobIsClaimed() throws IOException {
        produce(true, 0, 1);
        JobPlan older = go(plan("auto", "end-of-topic"));
        Path named = checkpoint(1);
        StartPlanner planner =
                planner(
                        "'" + named + "'",
                        "end-of-topic",
                        "in-" + job,
                        new AskedClock(() -> deleteMetadata(named)));

        assertThatThrownBy(planner::plan)
                .isInstanceOf(StartException.class)
                .hasMessageContaining("Cannot go on from ")
                .hasMessageContaining("nobody trains until it is started again");
        assertThatThrownBy(() -> check(older)).isInstanceOf(SuppressRestartsException.class);
    }

    /** A whole checkpoint of the job, without state. */
    private Path checkpoint(int number) throws IOException {
        Path checkpoint =
                Files.createDirectories(
                        folder.resolve("checkpoints")
                                .resolve(job)
                                .resolve("generation-1")
                                .resolve("a".repeat(32))
                                .resolve("chk-" + number));
        CertifiedCheckpoint.write(checkpoint, new Writer(1, 1, 0), number);
        return checkpoint;
    }

    private static void deleteMetadata(Path checkpoint) {
        try {
            Files.delete(checkpoint.resolve("_metadata"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void check(JobPlan plan) {
        try (OwnerWatch watch = new OwnerWatch(clients, plan.claim())) {
            watch.check();
        }
    }

    private StartDecision plan(String resume, String until) {
        return plan(resume, until, "in-" + job);
    }

    private StartDecision plan(String resume, String until, String topic) {
        return planner(resume, until, topic, CLOCK).plan();
    }

    private StartPlanner planner(String resume, String until, String topic, Clock clock) {
        String text =
                Configurations.minimalWith("topic: flights", "topic: " + topic)
                                .replace("job: flights", "job: " + job)
                        + "    until: "
                        + until
                        + "\nresume: "
                        + resume
                        + "\nkafka: {bootstrap: '"
                        + broker.bootstrapServers()
                        + "'}\ncheckpoint: {directory: "
                        + folder
                        + "/checkpoints, savepoints: "
                        + folder
                        + "/savepoints}\n";
        JobConfiguration configuration = ConfigurationReader.read("test", text);
        return new StartPlanner(configuration, clients, clock);
    }

    private static JobPlan go(StartDecision decision) {
        return ((StartDecision.Go) decision).plan();
    }

    private void produce(boolean commit, int partition, int... values) {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put("transactional.id", "test");
        try (var producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            List<Future<?>> futures = new ArrayList<>();
            for (int value : values) {
                futures.add(
                        producer.send(
                                new ProducerRecord<>(
                                        "in-" + job, partition, null, new byte[] {(byte) value})));
            }
            producer.flush();
            assertThat(futures).allMatch(Future::isDone);
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }

    private void state(int generation, RunStatus status, long step) {
        RunStateRecord record =
                new RunStateRecord(
                        "flights",
                        "flights",
                        generation,
                        status,
                        step,
                        1,
                        0,
                        0,
                        0,
                        0,
                        RefusalCounts.NONE,
                        0,
                        0,
                        "",
                        0,
                        RunHistory.NONE);
        try (var producer =
                new KafkaProducer<>(
                        new HashMap<>(clients),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            Future<?> written =
                    producer.send(
                            new ProducerRecord<>(
                                    "ratchet-" + job + ".run-state",
                                    "flights".getBytes(StandardCharsets.UTF_8),
                                    new RunStateCodec().encode(record).get(0)));
            producer.flush();
            assertThat(written).isDone();
        }
    }
}
