package io.ratchet.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.tests.support.Await;
import io.ratchet.tests.support.Faults;
import io.ratchet.tests.support.JobLife;
import io.ratchet.tests.support.Outcome;
import io.ratchet.tests.support.Place;
import io.ratchet.tests.support.Rows;
import io.ratchet.tests.support.SlowModel;
import io.ratchet.tests.support.StepFollower;
import io.ratchet.tests.support.TestBroker;
import io.ratchet.tests.support.TrainProcess;
import io.ratchet.tests.support.Truth;
import io.ratchet.training.run.RunStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ends the whole process again and again, with its broker and its Flink in it, by {@code kill -9},
 * Ctrl-C and SIGTERM, and starts the same command again. A process that is told to end keeps all
 * that it has trained, however long the time between two checkpoints is; one that is killed loses
 * what came since the last one. Neither leaves anything in the folder for temporary files, once the
 * next one has begun.
 *
 * <p>{@code -Dratchet.proof.kills=10} and {@code -Dratchet.proof.seed=1} choose how often and when.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class KilledProcessITCase {
    private static final int KILLS = Integer.getInteger("ratchet.proof.kills", 3);
    private static final long SEED =
            Long.getLong("ratchet.proof.seed", System.nanoTime() & 0xffff_ffffL);
    private static final List<String> SIGNALS = List.of("KILL", "INT", "TERM");
    private static final int BATCH = 8;
    private static final int STEPS_BETWEEN_KILLS = 1200;
    private static final int MOST_STEPS_MORE = 120;
    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final Pattern RESTORED =
            Pattern.compile("Restored instance 'run' at step ([0-9]+)");
    private static final Pattern KEPT =
            Pattern.compile("  run run: step ([0-9,]+), model (.+), SHA-256 ([0-9a-f]{64})");
    private static final Duration LONGEST_END = Duration.ofSeconds(12);

    @TempDir Path folder;

    private int port;
    private List<Place> records;

    @Test
    void aProcessThatIsEndedAgainAndAgainEndsWithTheSameBits() throws Exception {
        System.out.println("kills: " + KILLS + ", seed " + SEED);
        Outcome undisturbed = trainUndisturbed();
        Path file = folder.resolve("killed.yaml");

        endOftenThenFinish(file);

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

    private void endOftenThenFinish(Path file) throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        Map<String, String> clients = Map.of("bootstrap.servers", "127.0.0.1:" + port);
        long lastKilled = 0;
        OptionalLong kept = OptionalLong.empty();
        for (int life = 1; life <= KILLS; life++) {
            String signal = SIGNALS.get((life - 1) % SIGNALS.size());
            boolean isTold = !signal.equals("KILL");
            write(file, isTold ? "1 h" : "200 ms");
            int more = random.nextInt(MOST_STEPS_MORE);
            try (TrainProcess process = start(file, life, "-D" + SlowModel.PACE + "=1000")) {
                lastKilled =
                        isTold
                                ? trainFurther(process, clients, more)
                                : trainBeyond(process, clients, lastKilled, more);
                long sent = System.nanoTime();
                process.signal(signal);
                int code = process.exitCode();
                Duration took = Duration.ofNanos(System.nanoTime() - sent);
                System.out.println(signal + " at step " + lastKilled + " or behind, " + took);
                assertResumed(process, life, kept);
                kept = isTold ? kept(process, signal, code, took) : OptionalLong.empty();
            }
        }
        write(file, "200 ms");
        try (TrainProcess process = start(file, KILLS + 1, "-D" + SlowModel.PACE + "=0")) {
            assertThat(process.exitCode()).as(process.output()).isZero();
            assertResumed(process, KILLS + 1, kept);
        }
        assertThat(temporary()).isEmptyDirectory();
    }

    /** What a process says that it has kept, and has; returns the step. */
    private OptionalLong kept(TrainProcess process, String signal, int code, Duration took)
            throws Exception {
        assertThat(code).as(process.output()).isEqualTo(signal.equals("INT") ? 130 : 143);
        assertThat(took).isLessThan(LONGEST_END);
        Matcher said = KEPT.matcher(process.output());
        assertThat(said.find()).as(process.output()).isTrue();
        long step = Long.parseLong(said.group(1).replace(",", ""));
        Path model =
                folder.resolve("models/killed/run/generation-1")
                        .resolve(step + "/model.safetensors");
        assertThat(Path.of(said.group(2))).isEqualTo(model);
        assertThat(Files.readString(model, StandardCharsets.ISO_8859_1)).contains(said.group(3));
        assertThat(temporary()).as("also of the killed one before").isEmptyDirectory();
        return OptionalLong.of(step);
    }

    /** Where the folders of the processes lie. */
    private Path temporary() {
        return folder.resolve("temporary");
    }

    private void write(Path file, String interval) throws IOException {
        String kafka = "{data: '%s', port: %d}".formatted(folder.resolve("kafka"), port);
        Files.writeString(file, text("killed", kafka, interval));
    }

    /** Waits for steps that this life has trained; there is no checkpoint behind them. */
    private static long trainFurther(TrainProcess process, Map<String, String> clients, int more) {
        try (StepFollower written = StepFollower.written(clients, "ratchet-killed.metrics")) {
            await(
                    process,
                    "a restored run, behind what the life before has written",
                    () -> written.of("run") > 0 && RESTORED.matcher(process.output()).find());
            long reached = written.of("run") + more;
            await(process, "a step above " + reached, () -> written.of("run") > reached);
            return written.of("run");
        }
    }

    /** Waits for a commit of a step that was not written before, and for some more steps. */
    private static long trainBeyond(
            TrainProcess process, Map<String, String> clients, long step, int more) {
        try (StepFollower committed = StepFollower.committed(clients, "ratchet-killed.metrics");
                StepFollower written = StepFollower.written(clients, "ratchet-killed.metrics")) {
            await(process, "a committed step above " + step, () -> committed.of("run") > step);
            long reached = committed.of("run") + more;
            await(process, "step " + reached, () -> written.of("run") >= reached);
            return written.of("run");
        }
    }

    private static void await(TrainProcess process, String what, BooleanSupplier reached) {
        try {
            Await.until(what, LONGEST_START, () -> reached.getAsBoolean() || !process.isAlive());
        } catch (AssertionError late) {
            throw new AssertionError(late.getMessage() + ", but: " + process.output(), late);
        }
        assertThat(process.isAlive()).as(process.output()).isTrue();
    }

    private static void assertResumed(TrainProcess process, int life, OptionalLong kept) {
        Matcher matcher = RESTORED.matcher(process.output());
        if (life > 1) {
            assertThat(matcher.find()).as("life %d resumed: %s", life, process.output()).isTrue();
            assertThat(Long.parseLong(matcher.group(1))).isPositive();
            kept.ifPresent(step -> assertThat(matcher.group(1)).isEqualTo(Long.toString(step)));
            System.out.println("life " + life + " resumed at step " + matcher.group(1));
        }
    }

    private void aFinishedRunIsReportedAndNothingIsTrained(
            Path file, JobConfiguration job, Outcome undisturbed) throws Exception {
        try (TrainProcess process = start(file, KILLS + 2, "-D" + SlowModel.PACE + "=0")) {
            assertThat(process.exitCode()).as(process.output()).isZero();
            assertThat(process.output())
                    .contains(undisturbed.sha256().substring(0, 12))
                    .contains("model " + folder.resolve("models/killed/run/generation-1"));
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
                            text(
                                    "undisturbed",
                                    "{bootstrap: '%s'}".formatted(broker.bootstrap()),
                                    "200 ms"));
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

    private TrainProcess start(Path file, int life, String property) throws Exception {
        return TrainProcess.start(
                file,
                folder.resolve("life-" + life + ".log"),
                List.of(property),
                temporary().resolve("ratchet-process-" + life));
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

    private String text(String job, String kafka, String interval) {
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
               checkpoint: {directory: '%5$s/checkpoints', savepoints: '%5$s/savepoints', interval: %6$s}
               models: {directory: '%5$s/models'}
               # A barrier must not wait for the slow steps in front of it.
               flink: {execution.checkpointing.unaligned.enabled: true}
               """
                .formatted(job, kafka, BATCH, SlowModel.class.getName(), folder, interval);
    }
}
