package io.ratchet.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.resume.JobPlan;
import io.ratchet.job.sink.CommitInterceptor;
import io.ratchet.tests.support.Await;
import io.ratchet.tests.support.Checkpoints;
import io.ratchet.tests.support.Faults;
import io.ratchet.tests.support.HeldCommits;
import io.ratchet.tests.support.JobLife;
import io.ratchet.tests.support.OneRun;
import io.ratchet.tests.support.Outcome;
import io.ratchet.tests.support.Place;
import io.ratchet.tests.support.StepFollower;
import io.ratchet.tests.support.TestBroker;
import io.ratchet.tests.support.Truth;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starts a job on a second Flink while the first one still trains, writes and commits: the first
 * one ends for good, and readers see one run.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class TwoStartsITCase {
    private static final int LONGEST_SECONDS = 90;
    private static final long STEP_NANOS = Duration.ofMillis(6).toNanos();

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
    void theOlderOfTwoEndsAtItsNextCommitAndNothingIsLostOrDoubled() throws Exception {
        JobConfiguration job = OneRun.named("two-starts", broker, folder);
        Faults faults = Faults.of(job.job(), STEP_NANOS);
        faults.slowFrom(OneRun.ID, 40);
        faults.keepFromEnding(OneRun.ID, OneRun.STEPS);
        try (JobLife older = JobLife.start(job)) {
            awaitCommittedStep(older, job);
            try (JobLife newer = JobLife.start(job)) {
                assertThat(newer.plan().restorePath()).isPresent();
                assertEndsForGood(older);
                faults.hurry();
                assertIsWhole(newer, job);
            }
        }
    }

    @Test
    @Timeout(LONGEST_SECONDS)
    void aCommitThatWasOnItsWayWhenTheNewerBeganIsEitherThereOrNot() throws Exception {
        JobConfiguration job = OneRun.named("in-flight", broker, folder);
        Faults faults = Faults.of(job.job(), STEP_NANOS);
        faults.slowFrom(OneRun.ID, 40);
        HeldCommits commits = HeldCommits.of("older");
        try (JobLife older = JobLife.start(JobLife.plan(job), HeldCommits.interceptor("older"))) {
            awaitCommittedStep(older, job);
            commits.hold(1);
            Await.until("a commit is held, behind the question who owns the job", commits::isHeld);
            // The newest checkpoint belongs to the commit that is held: damaged, it is passed over,
            // and what the older start is about to commit is not what the newer one goes on from.
            List<Path> checkpoints = Checkpoints.of(Checkpoints.folder(job));
            Checkpoints.damage(checkpoints.get(checkpoints.size() - 1));
            JobPlan plan = JobLife.plan(job);
            assertThat(plan.restorePath()).isPresent();
            try (JobLife newer = JobLife.start(plan, CommitInterceptor.NONE)) {
                Await.until(
                        "the newer start trains", () -> newer.cluster().isWholeRunning(newer.id()));
                commits.goOn();
                assertEndsForGood(older);
                faults.hurry();
                assertIsWhole(newer, job);
            }
        }
    }

    /** Then there is no commit that would find the claim of the newer one. */
    @Test
    @Timeout(LONGEST_SECONDS)
    void theOlderOfTwoEndsAtItsNextCheckpointWhereItHasNothingToCommit() throws Exception {
        JobConfiguration job =
                ConfigurationReader.read(
                        "idle",
                        OneRun.text(broker, folder, "15 min")
                                .replace("one-run", "idle")
                                .replace("until: end-of-topic", "until: forever"));
        Faults.of(job.job(), 0);
        try (JobLife older = JobLife.start(job)) {
            try (StepFollower committed =
                    StepFollower.committed(broker.clients(), job.topics().metrics())) {
                Await.until("every step", () -> committed.of(OneRun.ID) == OneRun.STEPS);
            }
            try (JobLife newer = JobLife.start(job)) {
                assertEndsForGood(older);
                Await.until(
                        "the newer start is up", () -> newer.cluster().isWholeRunning(newer.id()));
            }
        }
    }

    private static void awaitCommittedStep(JobLife life, JobConfiguration job) {
        try (StepFollower committed =
                StepFollower.committed(broker.clients(), job.topics().metrics())) {
            Await.until(
                    "three commits",
                    () -> {
                        life.assertNotFailed();
                        return committed.changes(OneRun.ID) >= 3;
                    });
        }
    }

    private static void assertEndsForGood(JobLife older) throws InterruptedException {
        JobResult result = older.result();
        assertThat(result.isSuccess()).isFalse();
        assertThat(
                        ExceptionUtils.stringifyException(
                                result.getSerializedThrowable()
                                        .orElseThrow()
                                        .deserializeError(TwoStartsITCase.class.getClassLoader())))
                .contains("it was started again, as epoch 2");
    }

    private static void assertIsWhole(JobLife newer, JobConfiguration job) throws Exception {
        assertThat(newer.result().getSerializedThrowable()).isEmpty();
        Outcome outcome =
                Objects.requireNonNull(Outcome.read(broker.clients(), job).get(OneRun.ID));
        assertThat(outcome.sha256()).isEqualTo(Truth.of(newer.plan()).get(OneRun.ID));
        assertThat(outcome.steps()).hasSize(OneRun.STEPS);
        assertThat(outcome.repeats()).isZero();
        assertThat(outcome.gaps(records)).isZero();
    }
}
