package io.ratchet.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.drill.stage.CheckpointFiles;
import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.tests.support.Await;
import io.ratchet.tests.support.Checkpoints;
import io.ratchet.tests.support.Faults;
import io.ratchet.tests.support.JobLife;
import io.ratchet.tests.support.OneRun;
import io.ratchet.tests.support.Outcome;
import io.ratchet.tests.support.Place;
import io.ratchet.tests.support.StepFollower;
import io.ratchet.tests.support.TestBroker;
import io.ratchet.tests.support.TrainProcess;
import io.ratchet.tests.support.Truth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Flips a bit in the newest checkpoint, which Flink restores as if nothing were, and lets the
 * command go on. On the heap TRAIN's checksum finds it, in RocksDB that of the table's block.
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

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void theCommandGoesOnFromTheCheckpointBefore(String backend) throws Exception {
        Path own = Files.createDirectory(folder.resolve(backend));
        Path file = own.resolve("job.yaml");
        Files.writeString(file, text(backend, own));
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

        try (TrainProcess process = TrainProcess.start(file, own.resolve("log"), List.of())) {
            assertThat(process.exitCode()).as(process.output()).isZero();
            assertThat(process.output())
                    .as("damaged is %s", damaged)
                    .containsOnlyOnce("Starts again: Cannot restore ")
                    .contains("marked by an earlier start: ");
        }
        Outcome outcome =
                Objects.requireNonNull(Outcome.read(broker.clients(), job).get(OneRun.ID));
        assertThat(outcome.sha256()).isEqualTo(expected);
        assertThat(outcome.steps()).hasSize(OneRun.STEPS);
        assertThat(outcome.repeats()).isZero();
        assertThat(outcome.gaps(records)).isZero();
    }

    /**
     * In the middle of the largest file that the newest one does not share: weights and moments are
     * many times as long as queued batches.
     */
    private static Path flipABit(Path checkpoints) throws Exception {
        List<Path> complete = Checkpoints.of(checkpoints);
        int newest = complete.size() - 1;
        Path largest =
                CheckpointFiles.largestOfItsOwn(complete.get(newest), complete.get(newest - 1));
        byte[] bytes = Files.readAllBytes(largest);
        assertThat(bytes.length).isGreaterThan(WEIGHT_BYTES);
        bytes[bytes.length / 2] ^= 16;
        return Files.write(largest, bytes);
    }

    private static String text(String backend, Path place) {
        return OneRun.text(broker, place, "15 min")
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
