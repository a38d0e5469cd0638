package io.ratchet.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.ratchet.tests.support.Truth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deletes an earlier submission's incremental checkpoints, and goes on from a later one's. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class RetainedCheckpointsITCase {
    @TempDir Path folder;

    @Test
    void aSubmissionThatIsNoLongerNeededIsDeletedAndTheNextOneNeedsNothingOfIt() throws Exception {
        try (TestBroker broker = TestBroker.start(folder.resolve("kafka"))) {
            List<Place> records = OneRun.fill(broker);
            JobConfiguration job = job(broker);
            Path generation = Checkpoints.folder(job);
            Faults faults = Faults.of(job.job(), 3_000_000);
            faults.slowFrom(OneRun.ID, 40);
            Path first = trainSome(broker, job);
            Path failed = submission(generation, "a");
            Path notOurs = Files.createDirectories(generation.resolve("notes/chk-1"));
            Files.writeString(notOurs.resolve("_metadata"), "about these checkpoints");
            Path second = trainSome(broker, job);
            assertThat(first).exists().isNotEqualTo(second);
            Path young = submission(generation, "b");
            setClockAhead(first);

            try (JobLife life = JobLife.start(job)) {
                assertThat(life.plan().restorePath())
                        .hasValueSatisfying(
                                path ->
                                        assertThat(Checkpoints.local(path).getParent())
                                                .isEqualTo(second));
                assertThat(first).doesNotExist();
                assertThat(failed).doesNotExist();
                assertThat(young).exists();
                assertThat(second).exists();
                assertThat(notOurs.resolve("_metadata")).exists();
                faults.hurry();
                assertThat(life.result().getSerializedThrowable()).isEmpty();
                Outcome outcome =
                        Objects.requireNonNull(Outcome.read(broker.clients(), job).get(OneRun.ID));
                assertThat(outcome.sha256()).isEqualTo(Truth.of(life.plan()).get(OneRun.ID));
                assertThat(outcome.repeats()).isZero();
                assertThat(outcome.gaps(records)).isZero();
            }
        }
    }

    /** Its machine's clock was wrong, so that all that it wrote is the newest by time. */
    private static void setClockAhead(Path submission) throws Exception {
        for (Path checkpoint : Checkpoints.of(submission)) {
            Files.setLastModifiedTime(
                    checkpoint.resolve("_metadata"),
                    FileTime.from(Instant.parse("2099-01-01T00:00:00Z")));
        }
    }

    /** What a submission leaves that did not come to the end of its first checkpoint. */
    private static Path submission(Path generation, String digit) throws Exception {
        Path submission = generation.resolve(digit.repeat(32));
        Path checkpoint = Files.createDirectories(submission.resolve("chk-1"));
        Files.createDirectories(submission.resolve("shared"));
        Files.writeString(checkpoint.resolve("half"), "written");
        return submission;
    }

    /** Returns the folder of the submission. */
    private static Path trainSome(TestBroker broker, JobConfiguration job) throws Exception {
        try (JobLife life = JobLife.start(job);
                StepFollower committed =
                        StepFollower.committed(broker.clients(), job.topics().metrics())) {
            committed.of(OneRun.ID);
            Await.until(
                    "three commits",
                    () -> {
                        life.assertNotFailed();
                        return committed.changes(OneRun.ID) >= 3;
                    });
            return Checkpoints.folder(job).resolve(life.id().toString());
        }
    }

    private JobConfiguration job(TestBroker broker) {
        return ConfigurationReader.read(
                "one-run",
                OneRun.text(broker, folder, "15 min").replace("retained: 5", "retained: 1")
                        + """
                        flink:
                          execution.checkpointing.data-inline-threshold: 0 b
                        """);
    }
}
