package io.ratchet.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.follow.RestartNote;
import io.ratchet.job.rest.RunningCluster;
import io.ratchet.job.resume.JobPlan;
import io.ratchet.tests.support.Await;
import io.ratchet.tests.support.Faults;
import io.ratchet.tests.support.JobLife;
import io.ratchet.tests.support.Outcome;
import io.ratchet.tests.support.RefusedAdmin;
import io.ratchet.tests.support.TestBroker;
import io.ratchet.tests.support.Truth;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a source fails with in the job manager, before a reader has got anything from it. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
@Timeout(180)
class InputAwayITCase {
    private static final String TOPIC = "rows";
    private static final String RUN = "run";
    private static final int BATCH = 4;
    private static final int STEPS = 60;
    private static final long STEP_NANOS = 50_000_000;

    /** So many restarts wait for 5 s in all, and for none of them if nobody pauses. */
    private static final int ATTEMPTS = 10;

    @TempDir Path folder;

    private TestBroker broker;

    @BeforeEach
    void start() throws Exception {
        broker = TestBroker.start(folder.resolve("kafka"));
        broker.fill(TOPIC, 1, rows(0));
    }

    @AfterEach
    void close() {
        RefusedAdmin.allow();
        broker.close();
    }

    @Test
    void whatTheEnumeratorFailsWithAtItsStartIsToldAndWaitedAfter() throws Exception {
        JobConfiguration job = job("end-of-topic", "100 ms");
        JobPlan plan = JobLife.plan(job);
        Map<String, String> truth = Truth.of(plan);
        Faults.of(job.job(), 0);
        RefusedAdmin.refuse();
        long begin = System.nanoTime();
        try (JobLife life = JobLife.start(plan, RefusedAdmin.properties())) {
            Await.until("it is refused often", () -> RefusedAdmin.attempts() >= ATTEMPTS);
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isGreaterThan(Duration.ofSeconds(4));
            Await.until("the restart is told of", () -> lastRestart(life).isPresent());
            assertThat(lastRestart(life).orElseThrow().text())
                    .startsWith("kafka-unresolved (job manager): ConfigException: No resolvable")
                    .contains("(0 so far)");

            RefusedAdmin.allow();
            assertThat(life.result().getSerializedThrowable()).isEmpty();
        }
        assertThat(outcome(job).sha256()).isEqualTo(truth.get(RUN));
    }

    @Test
    void aBrokerThatIsAwayAtARestartIsToldAndWaitedFor() throws Exception {
        JobConfiguration job = job("end-of-topic", "100 ms");
        Map<String, String> truth = Truth.of(JobLife.plan(job));
        Faults faults = Faults.of(job.job(), STEP_NANOS);
        try (JobLife life = JobLife.start(job)) {
            Await.until("it trains", () -> faults.lastStep(RUN) >= STEPS / 4);
            broker.close();
            faults.failAt(RUN, 1);
            Await.until(
                    "the outage is told of",
                    () -> lastRestart(life).filter(InputAwayITCase::isOutage).isPresent());
            assertThat(lastRestart(life).orElseThrow().withoutProgress()).isLessThan(20);

            broker = TestBroker.start(folder.resolve("kafka"));
            assertThat(life.result().getSerializedThrowable()).isEmpty();
        }
        Outcome outcome = outcome(job);
        assertThat(outcome.sha256()).isEqualTo(truth.get(RUN));
        assertThat(outcome.repeats()).isZero();
    }

    /** Without a checkpoint the reader begins where the run does, in whatever is there. */
    @Test
    void nothingIsTrainedOfATopicThatWasMadeAgainBeforeTheFirstCheckpoint() throws Exception {
        JobConfiguration job = job("forever", "1 h");
        // So that steps are left to fail when the topic has been made again.
        Faults faults = Faults.of(job.job(), 4 * STEP_NANOS);
        try (JobLife life = JobLife.start(job)) {
            Await.until("it trains", () -> faults.lastStep(RUN) >= STEPS / 4);
            makeAgain();
            broker.append(rows(1));
            faults.failAt(RUN, 1);
            Await.until(
                    "a step has failed, or the watch was quicker",
                    () -> faults.hasFailed() || isOver(life));
            long begun = faults.stepCount();

            Throwable end = life.result().getSerializedThrowable().orElseThrow();
            assertThat(end).hasStackTraceContaining("was deleted and made again");
            assertThat(faults.stepCount()).isEqualTo(begun);
        }
    }

    private static boolean isOver(JobLife life) {
        return life.cluster().flink().getJobStatus(life.id()).join().isGloballyTerminalState();
    }

    private static boolean isOutage(RestartNote note) {
        return note.kind().equals("kafka-unreachable");
    }

    /** As `ratchet status` asks for it. */
    private static Optional<RestartNote> lastRestart(JobLife life) {
        return new RunningCluster(List.of(life.cluster().webInterface()))
                .job(life.id().toHexString())
                .lastRestart();
    }

    private Outcome outcome(JobConfiguration job) {
        return Objects.requireNonNull(Outcome.read(broker.clients(), job).get(RUN), RUN);
    }

    private void makeAgain() throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(broker.clients()))) {
            admin.deleteTopics(List.of(TOPIC)).all().get();
            Await.until("the topic is gone", () -> !topics(admin).contains(TOPIC));
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    private static List<String> topics(Admin admin) {
        try {
            return List.copyOf(admin.listTopics().names().get());
        } catch (Exception unanswered) {
            throw new IllegalStateException(unanswered);
        }
    }

    private static List<ProducerRecord<byte[], byte[]>> rows(int shift) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int row = 0; row < STEPS * BATCH; row++) {
            records.add(TestBroker.row(TOPIC, 0, (row + shift) % 7 + "," + row % 2));
        }
        return records;
    }

    private JobConfiguration job(String until, String interval) {
        return ConfigurationReader.read(
                "away",
                """
                job: away
                kafka: {bootstrap: '%1$s'}
                runs:
                  - id: run
                    input:
                      topic: rows
                      format: csv
                      batch: %2$d
                      columns: [{name: x, type: numeric}, {name: y, type: label}]
                    model: {type: linear}
                    engine: java
                    loss: squared-error
                    optimizer: {type: sgd, learningRate: 0.01}
                    until: %3$s
                checkpoint:
                  directory: '%4$s/checkpoints'
                  savepoints: '%4$s/savepoints'
                  interval: %5$s
                models: {directory: '%4$s/models'}
                """
                        .formatted(broker.bootstrap(), BATCH, until, folder, interval));
    }
}
