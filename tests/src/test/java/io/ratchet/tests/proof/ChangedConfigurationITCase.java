package io.ratchet.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.job.claim.JobHistory;
import io.ratchet.job.claim.StartException;
import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.tests.support.AgreedRun;
import io.ratchet.tests.support.Await;
import io.ratchet.tests.support.Faults;
import io.ratchet.tests.support.JobLife;
import io.ratchet.tests.support.Outcome;
import io.ratchet.tests.support.RecordedLog;
import io.ratchet.tests.support.Rows;
import io.ratchet.tests.support.StepFollower;
import io.ratchet.tests.support.TestBroker;
import io.ratchet.tests.support.Truth;
import io.ratchet.training.run.RunStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a resume does with a configuration that is not the one it was started with. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class ChangedConfigurationITCase {
    private static final int BATCH = 32;
    private static final int STEPS = 400;
    private static final int SOONEST_END = 300;

    @TempDir static Path folder;

    private static TestBroker broker;

    @BeforeAll
    static void fill() throws Exception {
        broker = TestBroker.start(folder.resolve("kafka"));
        Rows rows = new Rows(31);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int row = 0; row < STEPS * BATCH; row++) {
            records.add(TestBroker.row("rows", 0, rows.csv()));
        }
        broker.fill("rows", 1, records);
    }

    @AfterAll
    static void closeBroker() {
        broker.close();
    }

    @Test
    void anotherModelShapeIsRefusedForGoodAndTheStateStaysAsItWas() throws Exception {
        JobConfiguration original = job("shape", "[16]", 0.01, "end-of-topic", "150 ms");
        long reached = trainSome(original, STEPS / 4);

        JobConfiguration changed = job("shape", "[16, 8]", 0.01, "end-of-topic", "150 ms");
        assertThatThrownBy(() -> JobLife.start(changed))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("run 'run'")
                .hasMessageContaining("model.hidden: [16] before, [16, 8] now")
                .hasMessageContaining("resume: never");

        Faults faults = Faults.of("shape", 0);
        try (JobLife life = JobLife.start(original)) {
            assertThat(life.plan().restorePath()).isPresent();
            assertThat(life.result().isSuccess()).isTrue();
            Outcome outcome = outcome(original);
            assertThat(outcome.sha256()).isEqualTo(Truth.of(life.plan()).get("run"));
            assertThat(outcome.repeats()).isZero();
            assertThat(outcome.steps()).hasSize(STEPS);
        }
        assertThat(faults.stepCount()).isBetween(1L, STEPS - 1L);
        assertThat(reached).isPositive();
    }

    @Test
    void aNewLearningRateEndAndIntervalAreTakenOverAndLogged() throws Exception {
        trainSome(job("rate", "[16]", 0.01, "{steps: 380}", "150 ms"), STEPS / 4);

        JobConfiguration changed =
                job("rate", "[16]", 0.002, "{steps: " + SOONEST_END + "}", "250 ms");
        Faults.of("rate", 0);
        try (RecordedLog log = RecordedLog.of("io.ratchet.operator");
                JobLife life = JobLife.start(changed)) {
            assertThat(life).isNotNull();
            Await.until(
                    "the run ends",
                    () ->
                            JobHistory.read(
                                            broker.clients(),
                                            changed.topics().runState(),
                                            changed.job())
                                    .state("run", 1)
                                    .filter(state -> state.status() != RunStatus.TRAINING)
                                    .isPresent());
            assertThat(log.lines())
                    .anyMatch(
                            line -> line.contains("takes over schedule") && line.contains("0.002"))
                    .anyMatch(
                            line ->
                                    line.contains("takes over until")
                                            && line.contains(Integer.toString(SOONEST_END)));
            assertThat(life.plan().notices())
                    .contains(
                            "Run 'run' takes over schedule: rate 0.01 before, rate 0.002 now.",
                            "Run 'run' takes over until: 380 steps before, 300 steps now.");
            assertWrittenDown(AgreedRun.lastState(broker.bootstrap(), changed.topics().runState()));
            Await.until(
                    "the model",
                    () -> AgreedRun.lineage(folder.resolve("models"), SOONEST_END).isPresent());
            assertWrittenDown(
                    AgreedRun.lineage(folder.resolve("models"), SOONEST_END).orElseThrow());
        }
        Outcome outcome = outcome(changed);
        assertThat(outcome.state().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(outcome.lastStep()).isEqualTo(SOONEST_END);
        assertThat(outcome.repeats()).isZero();
        List<Double> rates = outcome.steps().stream().map(StepRecord::learningRate).toList();
        assertThat(rates)
                .hasSize(SOONEST_END)
                .isSortedAccordingTo((one, other) -> Double.compare(other, one));
        assertThat(rates.stream().distinct()).containsExactly(0.01, 0.002);
    }

    /** What was taken over, with the step that the run stood at, by a reader of plain JSON. */
    private static void assertWrittenDown(JsonNode record) {
        JsonNode entry = record.at("/history/entries/1");
        assertThat(entry.path("step").asLong()).isPositive();
        assertThat(entry.path("parent").asText()).contains("/chk-");
        assertThat(entry.path("changes"))
                .extracting(change -> change.path("name").asText())
                .containsExactly("schedule", "until");
        assertThat(entry.at("/changes/0/before").asText()).isEqualTo("rate 0.01");
        assertThat(entry.at("/changes/0/now").asText()).isEqualTo("rate 0.002");
    }

    /** Trains until a step is committed, and closes Flink hard; returns a step that was reached. */
    private static long trainSome(JobConfiguration job, long step) {
        Faults faults = Faults.of(job.job(), 0);
        faults.slowFrom("run", step);
        faults.keepFromEnding("run", SOONEST_END);
        try (JobLife life = JobLife.start(job);
                StepFollower committed =
                        StepFollower.committed(broker.clients(), job.topics().metrics())) {
            Await.until("a committed step", () -> committed.of("run") >= step / 2);
            assertThat(life.cluster().status(life.id()).isGloballyTerminalState()).isFalse();
            return committed.of("run");
        }
    }

    private static Outcome outcome(JobConfiguration job) {
        return Objects.requireNonNull(Outcome.read(broker.clients(), job).get("run"));
    }

    private static JobConfiguration job(
            String job, String hidden, double rate, String until, String interval) {
        return ConfigurationReader.read(
                job,
                """
                job: %1$s
                kafka: {bootstrap: '%2$s'}
                runs:
                  - id: run
                    input:
                      topic: rows
                      format: csv
                      batch: %3$d
                      columns:
                        - {name: x, type: numeric}
                        - {name: z, type: numeric}
                        - {name: c, type: hashed, buckets: 20}
                        - {name: y, type: label, classes: 2}
                    model: {type: tabular, embedding: 4, hidden: %4$s, dropout: 0.1}
                    loss: binary-cross-entropy
                    optimizer: {type: adamw, learningRate: %5$s}
                    until: %6$s
                checkpoint: {directory: '%7$s/checkpoints', savepoints: '%7$s/savepoints', interval: %8$s}
                models: {directory: '%7$s/models'}
                """
                        .formatted(
                                job,
                                broker.bootstrap(),
                                BATCH,
                                hidden,
                                rate,
                                until,
                                folder,
                                interval));
    }
}
