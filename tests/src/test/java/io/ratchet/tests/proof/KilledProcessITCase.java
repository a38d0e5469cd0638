package io.ratchet.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.training.run.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the whole process again and again, with its broker and its Flink in it, and starts the same
 * command again.
 *
 * <p>{@code -Dratchet.proof.kills=10} and {@code -Dratchet.proof.seed=1} choose how often and when.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class KilledProcessITCase {
    private static final int KILLS = Integer.getInteger("ratchet.proof.kills", 3);
    private static final long SEED =
            Long.getLong("ratchet.proof.seed", System.nanoTime() & 0xffff_ffffL);
    private static final int BATCH = 8;
    private static final int STEPS_BETWEEN_KILLS = 1200;
    private static final int MOST_STEPS_MORE = 120;
    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final Pattern RESTORED =
            Pattern.compile("Restored instance 'run' at step ([0-9]+)");

    @TempDir Path folder;

    private int port;
    private List<Place> records;

    @Test
    void aProcessThatIsKilledAgainAndAgainEndsWithTheSameBits() throws Exception {
        System.out.println("kills: " + KILLS + ", seed " + SEED);
        Outcome undisturbed = trainUndisturbed();
        Path file = folder.resolve("killed.yaml");
        Files.writeString(
                file,
                text("killed", "{data: '%s', port: %d}".formatted(folder.resolve("kafka"), port)));

        killOftenThenFinish(file);

        JobConfiguration job = ConfigurationReader.read(file);
        try (TestBroker broker = TestBroker.start(folder.resolve("kafka"))) {
            Outcome outcome = outcome(broker, job);
            assertThat(outcome.state().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(outcome.sha256()).isEqualTo(undisturbed.sha256());
            assertThat(outcome.timeless()).isEqualTo(undisturbed.timeless());
            assertThat(outcome.repeats()).isZero();
            assertThat(outcome.gaps(records)).isZero();
        }

        aFinishedRunIsReportedAndNothingIsTrained(file, job, undisturbed);
    }

    private void killOftenThenFinish(Path file) throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        Map<String, String> clients = Map.of("bootstrap.servers", "127.0.0.1:" + port);
        long lastKilled = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            Path log = folder.resolve("life-" + kill + ".log");
            int more = random.nextInt(MOST_STEPS_MORE);
            try (TrainProcess process = start(file, log, "-D" + SlowModel.PACE + "=1000")) {
                lastKilled = trainBeyond(process, clients, lastKilled, more);
                process.kill();
                assertResumed(process, kill);
                System.out.println("kill " + kill + " at step " + lastKilled + " or behind");
            }
        }
        try (TrainProcess process =
                start(file, folder.resolve("last-life.log"), "-D" + SlowModel.PACE + "=0")) {
            assertThat(process.exitCode()).as(process.output()).isZero();
            assertResumed(process, KILLS + 1);
        }
    }

    /** Waits for a commit of a step that was not written before, and for some more steps. */
    private static long trainBeyond(
            TrainProcess process, Map<String, String> clients, long step, int more) {
        try (StepFollower committed = StepFollower.committed(clients, "ratchet-killed.metrics");
                StepFollower written = StepFollower.written(clients, "ratchet-killed.metrics")) {
            Await.until(
                    "a committed step above " + step,
                    LONGEST_START,
                    () -> committed.of("run") > step || !process.isAlive());
            assertThat(process.isAlive()).as(process.output()).isTrue();
            long reached = committed.of("run") + more;
            Await.until(
                    "step " + reached, () -> written.of("run") >= reached || !process.isAlive());
            assertThat(process.isAlive()).as(process.output()).isTrue();
            return written.of("run");
        }
    }

    private static void assertResumed(TrainProcess process, int life) {
        Matcher matcher = RESTORED.matcher(process.output());
        if (life > 1) {
            assertThat(matcher.find()).as("life %d resumed: %s", life, process.output()).isTrue();
            assertThat(Long.parseLong(matcher.group(1))).isPositive();
            System.out.println("life " + life + " resumed at step " + matcher.group(1));
        }
    }

    private void aFinishedRunIsReportedAndNothingIsTrained(
            Path file, JobConfiguration job, Outcome undisturbed) throws Exception {
        try (TrainProcess process =
                start(file, folder.resolve("after.log"), "-D" + SlowModel.PACE + "=0")) {
            assertThat(process.exitCode()).as(process.output()).isZero();
            assertThat(process.output()).contains(undisturbed.sha256().substring(0, 12));
        }
        try (TestBroker broker = TestBroker.start(folder.resolve("kafka"))) {
            assertThat(outcome(broker, job).steps()).hasSameSizeAs(undisturbed.steps());
        }
    }

    /** Fills the topic; trains in this process, undisturbed and without Flink. */
    private Outcome trainUndisturbed() throws Exception {
        try (TestBroker broker = TestBroker.start(folder.resolve("kafka"))) {
            port = broker.port();
            records = broker.fill("rows", 3, rows());
            JobConfiguration job =
                    ConfigurationReader.read(
                            "undisturbed",
                            text("undisturbed", "{bootstrap: '%s'}".formatted(broker.bootstrap())));
            Faults.of("undisturbed", 0);
            try (JobLife life = JobLife.start(job)) {
                assertThat(life.result().getSerializedThrowable()).isEmpty();
                Outcome outcome = outcome(broker, job);
                assertThat(outcome.sha256()).isEqualTo(Truth.of(life.plan()).get("run"));
                return outcome;
            }
        }
    }

    private static Outcome outcome(TestBroker broker, JobConfiguration job) {
        return Objects.requireNonNull(Outcome.read(broker.clients(), job).get("run"));
    }

    private static TrainProcess start(Path file, Path log, String property) throws Exception {
        return TrainProcess.start(file, log, List.of(property));
    }

    private static List<ProducerRecord<byte[], byte[]>> rows() {
        Rows rows = new Rows(21);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        int count = STEPS_BETWEEN_KILLS * (KILLS + 1) * BATCH;
        for (int row = 0; row < count; row++) {
            int partition = row % 10 < 7 ? 0 : row % 10 < 9 ? 1 : 2;
            records.add(TestBroker.row("rows", partition, rows.csv()));
        }
        return records;
    }

    private String text(String job, String kafka) {
        return """
               job: %1$s
               kafka: %2$s
               runs:
                 - id: run
                   input:
                     topic: rows
                     format: csv
                     batch: %3$d
                     readAhead: 1000
                     columns:
                       - {name: x, type: numeric}
                       - {name: z, type: numeric}
                       - {name: c, type: ignored}
                       - {name: y, type: label, classes: 2}
                   model: {type: custom, class: %4$s}
                   loss: binary-cross-entropy
                   optimizer: {type: adamw}
                   evaluation: auc
                   until: end-of-topic
               checkpoint: {directory: '%5$s/checkpoints', savepoints: '%5$s/savepoints', interval: 200 ms}
               models: {directory: '%5$s/models'}
               # A barrier must not wait for the slow steps in front of it.
               flink: {execution.checkpointing.unaligned.enabled: true}
               """
                .formatted(job, kafka, BATCH, SlowModel.class.getName(), folder);
    }
}
