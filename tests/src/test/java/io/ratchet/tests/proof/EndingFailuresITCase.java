package io.ratchet.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.follow.RestartNote;
import io.ratchet.job.rest.RunningCluster;
import io.ratchet.operator.failure.EndingException;
import io.ratchet.tests.support.Await;
import io.ratchet.tests.support.Faults;
import io.ratchet.tests.support.HeldCommits;
import io.ratchet.tests.support.JobLife;
import io.ratchet.tests.support.Outcome;
import io.ratchet.tests.support.StepFollower;
import io.ratchet.tests.support.TestBroker;
import io.ratchet.tests.support.Truth;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.util.SerializedThrowable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What cannot get well ends the job, with its cause and what to do, instead of restarting it. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
@Timeout(120) // a job that restarts for ever has failed
class EndingFailuresITCase {
    private static final String TOPIC = "rows";
    private static final String RUN = "run";
    private static final int BATCH = 4;
    private static final int STEPS = 40;

    @TempDir Path folder;

    private TestBroker broker;

    @BeforeEach
    void start() throws Exception {
        broker = TestBroker.start(folder.resolve("kafka"));
        broker.fill(TOPIC, 1, rows(STEPS));
    }

    @AfterEach
    void close() {
        broker.close();
    }

    /** There is no checkpoint, so that what was read has to be read again. */
    @Test
    void recordsThatWereDeletedBeforeTheyWereTrained() throws Exception {
        JobConfiguration job = job("forever", "1 h", 20);
        Faults faults = Faults.of(job.job(), 0);
        try (JobLife life = JobLife.start(job)) {
            Await.until("all is trained", () -> faults.lastStep(RUN) == STEPS);
            deleteRecords(2 * BATCH);
            faults.failAt(RUN, STEPS + 1);
            broker.append(rows(1));

            assertThat(ending(life))
                    .contains("records-deleted", "OffsetOutOfRangeException")
                    .contains("nothing was skipped", "resume: never");
        }
    }

    @Test
    void aTopicThatWasMadeAgainWithFewerRecords() throws Exception {
        JobConfiguration job = job("forever", "200 ms", 20);
        Faults faults = Faults.of(job.job(), 0);
        try (JobLife life = JobLife.start(job);
                StepFollower committed =
                        StepFollower.committed(broker.clients(), job.topics().metrics())) {
            Await.until("all is trained and committed", () -> committed.of(RUN) == STEPS);
            deleteTopic();
            makeTopic();
            broker.append(rows(2));

            assertThat(ending(life)).contains("made again", "resume: never");
            assertThat(faults.lastStep(RUN)).isEqualTo(STEPS);
        }
    }

    @Test
    void aTopicThatWasDeleted() throws Exception {
        JobConfiguration job = job("forever", "200 ms", 20);
        Faults faults = Faults.of(job.job(), 0);
        try (JobLife life = JobLife.start(job)) {
            Await.until("all is trained", () -> faults.lastStep(RUN) == STEPS);
            deleteTopic();

            assertThat(ending(life)).contains("Topic '" + TOPIC + "' was deleted");
        }
        assertThat(topics()).doesNotContain(TOPIC);
    }

    /** Checkpoints complete all the while, but none with a step that is new. */
    @Test
    void aFailureThatComesAgainAndAgain() throws Exception {
        JobConfiguration job = job("end-of-topic", "100 ms", 3);
        Map<String, String> truth = Truth.of(JobLife.plan(job));
        Faults faults = Faults.of(job.job(), 0);
        faults.keepFromEnding(RUN, STEPS / 2);
        try (JobLife life = JobLife.start(job)) {
            Await.until("the restart is told of", () -> lastRestart(life).isPresent());
            assertThat(lastRestart(life).orElseThrow().text())
                    .startsWith("unknown (TRAIN): IllegalStateException: step " + STEPS / 2)
                    .contains("without progress; ends after 3");
            assertThat(ending(life))
                    .contains("no new step was committed", "restarts.withoutProgress is 3")
                    .contains("step " + STEPS / 2 + " of " + RUN + " is kept back");
        }

        faults.hurry();
        try (JobLife life = JobLife.start(job)) {
            assertThat(life.result().getSerializedThrowable()).isEmpty();
        }
        Outcome outcome = Objects.requireNonNull(Outcome.read(broker.clients(), job).get(RUN), RUN);
        assertThat(outcome.sha256()).isEqualTo(truth.get(RUN));
        assertThat(outcome.repeats()).isZero();
    }

    /** The sink is in a task of its own. */
    @Test
    void whatTheSinkFailsWithIsTold() throws Exception {
        JobConfiguration job = job("forever", "100 ms", 20);
        Faults.of(job.job(), 0);
        HeldCommits commits = HeldCommits.of(job.job());
        commits.hold(1);
        try (JobLife life = JobLife.start(JobLife.plan(job), HeldCommits.interceptor(job.job()));
                StepFollower committed =
                        StepFollower.committed(broker.clients(), job.topics().metrics())) {
            Await.until("a commit is held", commits::isHeld);
            commits.fail();

            Await.until("the restart is told of", () -> lastRestart(life).isPresent());
            assertThat(lastRestart(life).orElseThrow().text())
                    .startsWith("unknown (sink): IllegalStateException: the job dies before");
            Await.until("the job goes on", () -> committed.of(RUN) == STEPS);
        }
    }

    /** As `ratchet status` asks for it. */
    private static Optional<RestartNote> lastRestart(JobLife life) {
        return new RunningCluster(List.of(life.cluster().webInterface()))
                .job(life.id().toHexString())
                .lastRestart();
    }

    /** Waits for the end; returns what is said for the user. */
    private static String ending(JobLife life) throws InterruptedException {
        JobResult result = life.result();
        assertThat(life.cluster().status(life.id())).isEqualTo(JobStatus.FAILED);
        Throwable cause = result.getSerializedThrowable().orElseThrow();
        while (cause != null) {
            if (cause instanceof SerializedThrowable serialized) {
                cause = serialized.deserializeError(EndingFailuresITCase.class.getClassLoader());
            }
            if (cause instanceof EndingException) {
                return String.valueOf(cause.getMessage());
            }
            cause = cause.getCause();
        }
        throw new AssertionError(
                "The job has not ended for a reason of its own.",
                result.getSerializedThrowable().orElseThrow());
    }

    private List<ProducerRecord<byte[], byte[]>> rows(int steps) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int row = 0; row < steps * BATCH; row++) {
            records.add(TestBroker.row(TOPIC, 0, row % 7 + "," + row % 2));
        }
        return records;
    }

    private Admin admin() {
        return Admin.create(Map.<String, Object>copyOf(broker.clients()));
    }

    private void deleteRecords(long before) throws Exception {
        try (Admin admin = admin()) {
            admin.deleteRecords(
                            Map.of(
                                    new TopicPartition(TOPIC, 0),
                                    RecordsToDelete.beforeOffset(before)))
                    .all()
                    .get();
        }
    }

    private void deleteTopic() throws Exception {
        try (Admin admin = admin()) {
            admin.deleteTopics(List.of(TOPIC)).all().get();
        }
        Await.until("the topic is gone", Duration.ofSeconds(30), () -> !topics().contains(TOPIC));
    }

    private void makeTopic() throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    private List<String> topics() {
        try (Admin admin = admin()) {
            return List.copyOf(admin.listTopics().names().get());
        } catch (Exception unanswered) {
            throw new IllegalStateException(unanswered);
        }
    }

    private JobConfiguration job(String until, String interval, int withoutProgress) {
        return ConfigurationReader.read(
                "ending",
                """
                job: ending
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
                restarts: {withoutProgress: %6$d}
                checkpoint:
                  directory: %4$s/checkpoints
                  savepoints: %4$s/savepoints
                  interval: %5$s
                models: {directory: %4$s/models}
                """
                        .formatted(
                                broker.bootstrap(),
                                BATCH,
                                until,
                                folder,
                                interval,
                                withoutProgress));
    }
}
