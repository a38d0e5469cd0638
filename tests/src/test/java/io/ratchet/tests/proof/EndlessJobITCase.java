package io.ratchet.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.resume.StartDecision;
import io.ratchet.tests.support.Await;
import io.ratchet.tests.support.EndlessRuns;
import io.ratchet.tests.support.Faults;
import io.ratchet.tests.support.HeldCommits;
import io.ratchet.tests.support.JobLife;
import io.ratchet.tests.support.Outcome;
import io.ratchet.tests.support.Place;
import io.ratchet.tests.support.StepFollower;
import io.ratchet.tests.support.TestBroker;
import io.ratchet.tests.support.Truth;
import io.ratchet.training.run.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job on topics that go on ends by itself when its runs have come to their ends, and not before,
 * whatever stands on the run-state topic.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class EndlessJobITCase {
    private static final int STEPS = 60;
    private static final int HALF = 30;
    private static final long STEP_NANOS = 2_000_000;

    @TempDir Path folder;

    private TestBroker broker;

    @BeforeEach
    void start() {
        broker = TestBroker.start(folder.resolve("kafka"));
    }

    @AfterEach
    void close() {
        broker.close();
    }

    /**
     * What is restored is from before the end, which TRAIN had told already, and has to be read on.
     */
    @Test
    void aFailureBetweenTheEndAndItsCheckpointIsRecoveredFrom() throws Exception {
        EndlessRuns runs = EndlessRuns.fill(broker, folder, STEPS, HALF);
        JobConfiguration job = runs.job("200 ms");
        Faults faults = Faults.of(job.job(), STEP_NANOS);
        HeldCommits commits = HeldCommits.of(job.job());
        commits.hold(1);
        try (JobLife life = JobLife.start(JobLife.plan(job), HeldCommits.interceptor(job.job()))) {
            Await.until("a commit is held", commits::isHeld);
            Map<String, String> truth = appendBehindTheEnds(runs, STEPS - HALF);
            Await.until("every run has come to its end", () -> haveAllComeToTheirEnds(faults));
            commits.fail();
            assertSucceeded(life.result());
            assertOutcome(runs, job, truth);
        }
    }

    /** There is one checkpoint only, and it holds a job that has nothing to do any more. */
    @Test
    void aFailureBeforeTheLastCommitIsRecoveredFrom() throws Exception {
        EndlessRuns runs = EndlessRuns.fill(broker, folder, STEPS, HALF);
        Map<String, String> truth = appendBehindTheEnds(runs, STEPS - HALF);
        JobConfiguration job = runs.job("1 h");
        Faults faults = Faults.of(job.job(), STEP_NANOS);
        HeldCommits commits = HeldCommits.of(job.job());
        commits.hold(1);
        try (JobLife life = JobLife.start(JobLife.plan(job), HeldCommits.interceptor(job.job()))) {
            Await.until("the last commit is held", commits::isHeld);
            assertThat(haveAllComeToTheirEnds(faults)).isTrue();
            commits.fail();
            assertSucceeded(life.result());
        }
        assertOutcome(runs, job, truth);
    }

    /** Fills the topics to the ends of the runs and further; returns what the runs come to. */
    private static Map<String, String> appendBehindTheEnds(EndlessRuns runs, int stepCount)
            throws Exception {
        runs.append(stepCount);
        Map<String, String> truth = Truth.of(JobLife.plan(runs.bounded()));
        runs.append(10);
        return truth;
    }

    private static boolean haveAllComeToTheirEnds(Faults faults) {
        return EndlessRuns.IDS.stream().allMatch(id -> faults.lastStep(id) == STEPS);
    }

    /** Every run's end is committed, and what is gone on from is a savepoint from long before. */
    @Test
    void aJobThatHasFallenBackTrainsToItsEndAgain() throws Exception {
        EndlessRuns runs = EndlessRuns.fill(broker, folder, STEPS, HALF);
        JobConfiguration job = runs.job("200 ms");
        Faults faults = Faults.of(job.job(), 0);
        org.apache.flink.core.fs.Path savepoint;
        try (JobLife life = JobLife.start(job)) {
            awaitCommitted(job, HALF);
            savepoint = life.stop();
        }
        Map<String, String> truth = appendBehindTheEnds(runs, STEPS - HALF);
        org.apache.flink.core.fs.Path lastStates;
        try (JobLife life = JobLife.start(job)) {
            lastStates = life.plan().lastStateDirectory();
            assertSucceeded(life.result());
        }
        assertOutcome(runs, job, truth);

        for (String id : EndlessRuns.IDS) {
            Files.delete(runs.model(id));
        }
        delete(lastStates);
        long before = faults.stepCount();
        try (JobLife life = JobLife.start(job)) {
            assertThat(life.plan().restorePath()).hasValue(savepoint);
            assertSucceeded(life.result());
        }
        assertThat(faults.stepCount() - before)
                .isEqualTo((long) EndlessRuns.IDS.size() * (STEPS - HALF));
        assertOutcome(runs, job, truth);
        assertThat(JobLife.decide(job)).isInstanceOf(StartDecision.Ended.class);
    }

    /** The state in which the job has ended; what is left is the older savepoint. */
    private static void delete(org.apache.flink.core.fs.Path lastStates) throws Exception {
        assertThat(lastStates.getFileSystem().delete(lastStates, true)).isTrue();
    }

    private void awaitCommitted(JobConfiguration job, long step) {
        try (StepFollower committed =
                StepFollower.committed(broker.clients(), job.topics().metrics())) {
            for (String id : EndlessRuns.IDS) {
                Await.until("step " + step + " of " + id, () -> committed.of(id) >= step);
            }
        }
    }

    private static void assertSucceeded(JobResult result) {
        assertThat(result.getSerializedThrowable()).isEmpty();
    }

    private void assertOutcome(EndlessRuns runs, JobConfiguration job, Map<String, String> truth) {
        Map<String, Outcome> outcomes = Outcome.read(broker.clients(), job);
        for (String id : EndlessRuns.IDS) {
            Outcome outcome = Objects.requireNonNull(outcomes.get(id));
            List<Place> places = runs.places(id);
            assertThat(outcome.state().status()).as(id).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(outcome.sha256()).as(id).isEqualTo(truth.get(id));
            assertThat(outcome.steps()).as(id).hasSize(STEPS);
            assertThat(outcome.repeats()).as(id).isZero();
            assertThat(outcome.gaps(places)).as(id).isZero();
            assertThat(runs.model(id)).exists();
        }
    }
}
