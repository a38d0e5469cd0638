package io.ratchet.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.follow.Resubmission;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lets everything die between a checkpoint and the commit of its steps, and starts again only when
 * the broker has given the transaction up.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class LostTransactionITCase {
    private static final long STEP_NANOS = Duration.ofMillis(3).toNanos();

    @TempDir Path folder;

    @Test
    void stepsThatTheBrokerHasGivenUpAreComputedAgainFromTheCheckpointBefore() throws Exception {
        try (TestBroker broker = TestBroker.start(folder.resolve("kafka"))) {
            List<Place> records = OneRun.fill(broker);
            JobConfiguration job = OneRun.job(broker, folder, "10 s");
            Faults faults = Faults.of(job.job(), STEP_NANOS);
            faults.slowFrom(OneRun.ID, 40);
            long committedStep = dieBeforeACommit(broker, job, faults);
            awaitNoOpenTransaction(broker);
            assertThat(last(broker, job)).isEqualTo(committedStep);

            JobResult refused;
            Path newest;
            try (JobLife life = JobLife.start(job)) {
                newest = Checkpoints.local(life.plan().restorePath().orElseThrow());
                refused = life.result();
            }
            assertThat(newest.resolve("_passed-over")).content().contains("never committed: {");
            assertThat(Resubmission.reason(refused))
                    .hasValueSatisfying(
                            reason ->
                                    assertThat(reason)
                                            .contains("ratchet-one-run.metrics")
                                            .contains("start the job again"));
            assertThat(last(broker, job)).isEqualTo(committedStep);

            faults.hurry();
            try (JobLife life = JobLife.start(job)) {
                assertThat(Checkpoints.local(life.plan().restorePath().orElseThrow()))
                        .isNotEqualTo(newest);
                assertThat(life.result().getSerializedThrowable()).isEmpty();
                Outcome outcome =
                        Objects.requireNonNull(Outcome.read(broker.clients(), job).get(OneRun.ID));
                assertThat(outcome.sha256()).isEqualTo(Truth.of(life.plan()).get(OneRun.ID));
                assertThat(outcome.steps()).hasSize(OneRun.STEPS);
                assertThat(outcome.repeats()).isZero();
                assertThat(outcome.gaps(records)).isZero();
            }
        }
    }

    /** Returns the last step that is committed. */
    private static long dieBeforeACommit(TestBroker broker, JobConfiguration job, Faults faults) {
        HeldCommits commits = HeldCommits.of(job.job());
        try (JobLife life = JobLife.start(JobLife.plan(job), HeldCommits.interceptor(job.job()));
                StepFollower committed =
                        StepFollower.committed(broker.clients(), job.topics().metrics())) {
            Await.until("a committed step of " + life.id(), () -> committed.of(OneRun.ID) > 0);
            commits.hold(1);
            Await.until("a commit is held", commits::isHeld);
            long begun = faults.stepCount();
            Await.until("a step that will be lost", () -> faults.stepCount() > begun);
            return last(broker, job);
        }
    }

    private static long last(TestBroker broker, JobConfiguration job) {
        try (StepFollower committed =
                StepFollower.committed(broker.clients(), job.topics().metrics())) {
            List<Long> seen = new ArrayList<>();
            Await.until(
                    "no further step",
                    () -> {
                        seen.add(committed.of(OneRun.ID));
                        return seen.size() > 3
                                && seen.get(seen.size() - 1) > 0
                                && seen.get(seen.size() - 1).equals(seen.get(seen.size() - 3));
                    });
            return seen.get(seen.size() - 1);
        }
    }

    private static void awaitNoOpenTransaction(TestBroker broker) {
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(broker.clients()))) {
            Await.until(
                    "the broker gives every transaction up",
                    () -> {
                        try {
                            return admin.listTransactions(
                                            new ListTransactionsOptions()
                                                    .filterStates(
                                                            List.of(TransactionState.ONGOING)))
                                    .all()
                                    .get()
                                    .isEmpty();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    });
        }
    }
}
