package io.ratchet.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.log.CommittedRecords;
import io.ratchet.tests.support.Await;
import io.ratchet.tests.support.Faults;
import io.ratchet.tests.support.HeldCommits;
import io.ratchet.tests.support.JobLife;
import io.ratchet.tests.support.OneRun;
import io.ratchet.tests.support.Outcome;
import io.ratchet.tests.support.Place;
import io.ratchet.tests.support.TestBroker;
import io.ratchet.tests.support.Truth;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lets the job die after a checkpoint is complete and before Kafka has committed its transaction,
 * and once more while the restore is about to commit it.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class UncommittedCheckpointITCase {
    private static final long STEP_NANOS = Duration.ofMillis(3).toNanos();

    @TempDir Path folder;

    @Test
    void whatACompleteCheckpointHasPreparedIsCommittedOnceAfterTheRestore() throws Exception {
        try (TestBroker broker = TestBroker.start(folder.resolve("kafka"))) {
            List<Place> records = OneRun.fill(broker);
            JobConfiguration job = OneRun.job(broker, folder);
            Faults faults = Faults.of(job.job(), STEP_NANOS);
            HeldCommits commits = HeldCommits.of(job.job());
            commits.hold(2);
            String expected;
            try (JobLife life =
                    JobLife.start(JobLife.plan(job), HeldCommits.interceptor(job.job()))) {
                dieBeforeTheCommit(broker, job, faults, commits);
                dieBeforeTheCommit(broker, job, faults, commits);
                assertThat(life.result().getSerializedThrowable()).isEmpty();
                expected = Objects.requireNonNull(Truth.of(life.plan()).get(OneRun.ID));
            }

            Outcome outcome =
                    Objects.requireNonNull(Outcome.read(broker.clients(), job).get(OneRun.ID));
            assertThat(faults.resumptions())
                    .isNotEmpty()
                    .allSatisfy(resumption -> assertThat(resumption.next()).isGreaterThan(1));
            assertThat(outcome.sha256()).isEqualTo(expected);
            assertThat(outcome.steps()).hasSize(OneRun.STEPS);
            assertThat(outcome.repeats()).isZero();
            assertThat(outcome.gaps(records)).isZero();
        }
    }

    private static void dieBeforeTheCommit(
            TestBroker broker, JobConfiguration job, Faults faults, HeldCommits commits) {
        Await.until("a commit is held", commits::isHeld);
        List<String> committed = new ArrayList<>();
        CommittedRecords.read(
                broker.clients(),
                job.topics().metrics(),
                record -> committed.add(record.toString()));
        assertThat(committed).isEmpty();
        long begun = faults.stepCount();
        Await.until("a step that will be lost", () -> faults.stepCount() > begun);
        commits.fail();
    }
}
