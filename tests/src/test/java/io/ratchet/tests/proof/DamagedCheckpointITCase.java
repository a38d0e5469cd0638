package io.ratchet.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Flips a bit in the newest checkpoint, which Flink restores as if nothing were, and lets the
 * command go on.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class DamagedCheckpointITCase {
    private static final long STEP_NANOS = 3_000_000;
    private static final int FIRST_SLOW_STEP = 40;
    private static final int WEIGHT_BYTES = 3_000_000;

    @TempDir static Path folder;

    private static TestBroker broker;
    private static List<Place> records;

    @BeforeAll
    static void fill() throws Exception {
        broker = TestBroker.start(folder.resolve("kafka"));
        records = OneRun.fill(broker);
    }

    @AfterAll
    static void closeBroker() {
        broker.close();
    }

    @Test
    void theCommandGoesOnFromTheCheckpointBefore() throws Exception {
        String backend = "hashmap";
        Path file = folder.resolve(backend + ".yaml");
        Files.writeString(file, text(backend));
        JobConfiguration job = ConfigurationReader.read(file);
        Faults.of(job.job(), STEP_NANOS).slowFrom(OneRun.ID, FIRST_SLOW_STEP);
        String expected;
        try (JobLife life = JobLife.start(job);
                StepFollower committed =
                        StepFollower.committed(broker.clients(), job.topics().metrics())) {
            Await.until(
                    "four commits",
                    () -> {
                        life.assertNotFailed();
                        return committed.changes(OneRun.ID) >= 4;
                    });
            expected = Objects.requireNonNull(Truth.of(life.plan()).get(OneRun.ID));
        }
        Path damaged = flipABit(Checkpoints.folder(job));

        try (TrainProcess process =
                TrainProcess.start(file, folder.resolve(backend + ".log"), List.of())) {
            assertThat(process.exitCode()).as(process.output()).isZero();
            assertThat(process.output())
                    .as("damaged is %s", damaged)
                    .containsOnlyOnce("Starts again: Cannot restore instance 'run'")
                    .contains("marked by an earlier start: instance 'run'");
        }
        Outcome outcome =
                Objects.requireNonNull(Outcome.read(broker.clients(), job).get(OneRun.ID));
        assertThat(outcome.sha256()).isEqualTo(expected);
        assertThat(outcome.steps()).hasSize(OneRun.STEPS);
        assertThat(outcome.repeats()).isZero();
        assertThat(outcome.gaps(records)).isZero();
    }

    /**
     * In the middle of the largest file of the newest complete one: weights and moments are many
     * times as long as queued batches.
     */
    private static Path flipABit(Path checkpoints) throws Exception {
        List<Path> complete = Checkpoints.of(checkpoints);
        Path largest;
        try (Stream<Path> files = Files.walk(complete.get(complete.size() - 1))) {
            largest =
                    files.filter(Files::isRegularFile)
                            .max(Comparator.comparingLong(file -> file.toFile().length()))
                            .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(largest);
        assertThat(bytes.length).isGreaterThan(WEIGHT_BYTES);
        bytes[bytes.length / 2] ^= 16;
        return Files.write(largest, bytes);
    }

    private static String text(String backend) {
        return OneRun.text(broker, folder, "15 min")
                        .replace("one-run", backend)
                        .replace(
                                "{type: tabular, embedding: 4, hidden: [16], dropout: 0.1}",
                                "{type: mlp, hidden: [512, 512]}")
                        .replace("type: hashed, buckets: 20", "type: ignored")
                + """
                flink:
                  state.backend.type: %s
                  execution.checkpointing.data-inline-threshold: 0 b
                """
                        .formatted(backend);
    }
}
