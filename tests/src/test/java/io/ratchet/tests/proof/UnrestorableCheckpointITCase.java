package io.ratchet.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.drill.stage.CheckpointFiles;
import io.ratchet.drill.stage.CheckpointFolder;
import io.ratchet.job.claim.StartException;
import io.ratchet.job.cluster.LiveMetrics;
import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.follow.Resubmission;
import io.ratchet.job.resume.JobPlan;
import io.ratchet.tests.support.Await;
import io.ratchet.tests.support.Checkpoints;
import io.ratchet.tests.support.Faults;
import io.ratchet.tests.support.JobLife;
import io.ratchet.tests.support.OneRun;
import io.ratchet.tests.support.Outcome;
import io.ratchet.tests.support.Place;
import io.ratchet.tests.support.StepFollower;
import io.ratchet.tests.support.TestBroker;
import io.ratchet.tests.support.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Damages a checkpoint when it has been chosen, where Flink meets it before TRAIN is asked: the job
 * ends instead of starting again for ever, and the next start goes on from the checkpoint before.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class UnrestorableCheckpointITCase {
    private static final long STEP_NANOS = 3_000_000;
    private static final int FIRST_SLOW_STEP = 40;
    private static final int LONGEST_SECONDS = 120;
    private static final int BEHIND = 40;
    private static final int RESTARTS = 5;

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

    /** What happens to the newest checkpoint. */
    enum Damage {
        TABLE_VANISHES("rocksdb", " is missing") {
            @Override
            void happenTo(Path newest, Path older) throws IOException {
                Files.delete(CheckpointFiles.largestOfItsOwn(newest, older));
            }
        },
        HEAP_STREAM_IS_CUT("hashmap", " bytes") {
            @Override
            void happenTo(Path newest, Path older) throws IOException {
                Path file = CheckpointFiles.largestOfItsOwn(newest, older);
                byte[] bytes = Files.readAllBytes(file);
                Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
            }
        },
        NETWORK_BUFFERS_VANISH("rocksdb", " is missing") {
            @Override
            void happenTo(Path newest, Path older) throws IOException {
                Files.delete(CheckpointFiles.of(newest).inFlight().iterator().next());
            }
        },
        QUEUED_BATCH_FLIPS_A_BIT("hashmap", "pending work fails its CRC-32C") {
            @Override
            void happenTo(Path newest, Path older) throws IOException {
                flipABit(CheckpointFiles.of(newest).keyed(), FEATURES);
            }
        },
        IN_FLIGHT_BLOCK_FLIPS_A_BIT("hashmap", "block fails its CRC-32C") {
            @Override
            void happenTo(Path newest, Path older) throws IOException {
                flipABit(CheckpointFiles.of(newest).inFlight(), INSTANCE);
            }
        };

        /** How a tensor of 16 rows and two columns begins. */
        private static final byte[] FEATURES = {0, 3, 'F', '3', '2', 2, 0, 0, 0, 16, 0, 0, 0, 2};

        /** How a block begins: rows, of instance 'run'. */
        private static final byte[] INSTANCE = {1, 0, 3, 'r', 'u', 'n'};

        private final String backend;
        private final String says;

        Damage(String backend, String says) {
            this.backend = backend;
            this.says = says;
        }

        abstract void happenTo(Path newest, Path older) throws IOException;

        String job() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    @Timeout(LONGEST_SECONDS)
    void theJobEndsAndTheNextStartGoesOnFromTheCheckpointBefore(Damage damage) throws Exception {
        JobConfiguration job = job(damage.job(), damage.backend, "100 ms");
        Faults faults = Faults.of(job.job(), STEP_NANOS);
        faults.slowFrom(OneRun.ID, FIRST_SLOW_STEP);
        live(job);
        JobPlan plan = JobLife.plan(job);
        Path newest = Checkpoints.local(plan.restorePath().orElseThrow());
        List<Path> complete = Checkpoints.of(Checkpoints.folder(job));
        assertThat(complete.get(complete.size() - 1)).isEqualTo(newest);
        // What another state backend does not read is no damage either.
        String other = damage.backend.equals("rocksdb") ? "hashmap" : "rocksdb";
        assertThatThrownBy(() -> JobLife.plan(job(damage.job(), other, "100 ms")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("which is whole: its state was written by the state backend ")
                .hasMessageContaining("state.backend.type is " + other + " now");
        damage.happenTo(newest, complete.get(complete.size() - 2));

        JobResult refused;
        try (JobLife life = JobLife.start(plan)) {
            refused = life.result();
        }

        assertEnded(refused, newest, damage.says);
        faults.hurry();
        goOn(job, newest);
    }

    /** Flink would read it, and go on from positions that nobody has written. */
    @Test
    @Timeout(LONGEST_SECONDS)
    void aJobWhoseMetadataFlipsABitEndsAndTheNextStartGoesOnFromTheCheckpointBefore()
            throws Exception {
        JobConfiguration job = job("metadata-flips-a-bit", "rocksdb", "100 ms");
        Faults faults = Faults.of(job.job(), STEP_NANOS);
        faults.slowFrom(OneRun.ID, FIRST_SLOW_STEP);
        live(job);
        JobPlan plan = JobLife.plan(job);
        Path newest = Checkpoints.local(plan.restorePath().orElseThrow());
        Path metadata = newest.resolve("_metadata");
        byte[] bytes = Files.readAllBytes(metadata);
        bytes[bytes.length / 2] ^= 4;
        Files.write(metadata, bytes);

        JobResult refused;
        try (JobLife life = JobLife.start(plan)) {
            refused = life.result();
        }

        assertThat(Resubmission.reason(refused))
                .hasValueSatisfying(
                        reason ->
                                assertThat(reason)
                                        .contains("its _metadata fails the SHA-256")
                                        .contains("Start the job again"));
        faults.hurry();
        goOn(job, newest);
    }

    /** Nobody chooses a checkpoint then: Flink takes the one that it wrote last. */
    @Test
    @Timeout(LONGEST_SECONDS)
    void aJobThatFailsAndFindsItsNewestCheckpointIncompleteEnds() throws Exception {
        String name = "falls-back";
        Faults faults = Faults.of(name, STEP_NANOS);
        faults.slowFrom(OneRun.ID, FIRST_SLOW_STEP);
        faults.keepFromEnding(OneRun.ID, OneRun.STEPS);
        Path newest;
        JobResult ended;
        try (JobLife life = JobLife.start(job(name, "rocksdb", "5 min"))) {
            Path older = checkpoint(life, faults, FIRST_SLOW_STEP / 2);
            newest = checkpoint(life, faults, FIRST_SLOW_STEP);
            Files.delete(CheckpointFiles.largestOfItsOwn(newest, older));
            faults.failAt(OneRun.ID, 0);
            ended = life.result();
        }
        assertEnded(ended, newest, " is missing");
        faults.hurry();
        goOn(job(name, "rocksdb", "100 ms"), newest);
    }

    /** Nothing is damaged then: a share is not mounted, or a folder cannot be read for a while. */
    @Test
    @Timeout(LONGEST_SECONDS)
    void aJobWhoseCheckpointsAreOutOfReachGoesOnWhenTheyAreBack() throws Exception {
        String name = "out-of-reach";
        Faults faults = Faults.of(name, STEP_NANOS);
        faults.slowFrom(OneRun.ID, FIRST_SLOW_STEP);
        faults.keepFromEnding(OneRun.ID, OneRun.STEPS);
        JobConfiguration job = job(name, "rocksdb", "5 min");
        CheckpointFolder checkpoints = new CheckpointFolder(Checkpoints.folder(job));
        checkpoints.show();
        try (JobLife life = JobLife.start(job)) {
            Path newest = checkpoint(life, faults, FIRST_SLOW_STEP / 2);
            checkpoints.hide();
            faults.failAt(OneRun.ID, 0);
            Await.until(
                    RESTARTS + " restarts in vain",
                    () -> {
                        life.assertNotFailed();
                        return LiveMetrics.largest("jobmanager", "numRestarts").orElse(0)
                                >= RESTARTS;
                    });
            checkpoints.show();
            faults.hurry();
            assertWhole(life, job);
            assertThat(newest.resolve("_passed-over")).doesNotExist();
        }
    }

    private static Path checkpoint(JobLife life, Faults faults, long step) {
        Await.until(
                "step " + step,
                () ->
                        faults.lastStep(OneRun.ID) >= step
                                && life.cluster().isWholeRunning(life.id()));
        return Checkpoints.local(life.cluster().checkpoint(life.id()));
    }

    private static void assertEnded(JobResult ended, Path newest, String says) {
        assertThat(Resubmission.reason(ended))
                .hasValueSatisfying(
                        reason ->
                                assertThat(reason)
                                        .startsWith("Cannot restore the job: ")
                                        .contains(says, "start the job again"));
        assertThat(newest.resolve("_passed-over")).content().contains(says);
    }

    /** Trains until a few checkpoints are complete and steps are slow, and closes Flink hard. */
    private static void live(JobConfiguration job) {
        try (JobLife life = JobLife.start(job);
                StepFollower committed =
                        StepFollower.committed(broker.clients(), job.topics().metrics())) {
            Await.until(
                    "four commits, and batches that wait for slow steps",
                    () -> {
                        life.assertNotFailed();
                        return committed.changes(OneRun.ID) >= 4
                                && committed.of(OneRun.ID) >= FIRST_SLOW_STEP;
                    });
        }
    }

    private static void goOn(JobConfiguration job, Path passedOver) throws Exception {
        try (JobLife life = JobLife.start(job)) {
            assertThat(Checkpoints.local(life.plan().restorePath().orElseThrow()))
                    .isNotEqualTo(passedOver);
            assertWhole(life, job);
        }
    }

    private static void assertWhole(JobLife life, JobConfiguration job) throws Exception {
        assertThat(life.result().getSerializedThrowable()).isEmpty();
        Outcome outcome =
                Objects.requireNonNull(Outcome.read(broker.clients(), job).get(OneRun.ID));
        assertThat(outcome.sha256()).isEqualTo(Truth.of(life.plan()).get(OneRun.ID));
        assertThat(outcome.steps()).hasSize(OneRun.STEPS);
        assertThat(outcome.repeats()).isZero();
        assertThat(outcome.gaps(records)).isZero();
    }

    /** Some way behind the first place in the files where a value of a kind begins. */
    private static void flipABit(Iterable<Path> files, byte[] beginning) throws IOException {
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            for (int at = 0; at + BEHIND < bytes.length; at++) {
                if (Arrays.equals(
                        bytes, at, at + beginning.length, beginning, 0, beginning.length)) {
                    bytes[at + BEHIND] ^= 4;
                    Files.write(file, bytes);
                    return;
                }
            }
        }
        throw new AssertionError("No value begins with " + Arrays.toString(beginning));
    }

    private static JobConfiguration job(String name, String backend, String interval) {
        return ConfigurationReader.read(
                name,
                OneRun.text(broker, folder.resolve(name), "15 min")
                                .replace("one-run", name)
                                .replace("interval: 100 ms", "interval: " + interval)
                        + """
                        flink:
                          state.backend.type: %s
                          execution.checkpointing.data-inline-threshold: 0 b
                          execution.checkpointing.aligned-checkpoint-timeout: 0 ms
                        """
                                .formatted(backend));
    }
}
