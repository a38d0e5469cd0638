package io.ratchet.operator.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.executiongraph.failover.ExecutionFailureHandler;
import org.junit.jupiter.api.Test;

/** A job's failures as its coordinators tell them, on a clock of the test's own. */
final class FailureJudgeTest {
    private static final FailureTable TABLE =
            FailureTable.of(
                    List.of(
                            FailureCase.end(
                                            "end-of-file",
                                            "Bring it back.",
                                            FailureSign.type(EOFException.class))
                                    .after(3),
                            FailureCase.end(
                                            "rights",
                                            "Give them.",
                                            FailureSign.type(SecurityException.class))
                                    .after(3, Duration.ofMinutes(2)),
                            FailureCase.restart(
                                    "away",
                                    Toll.TIME,
                                    "Wait.",
                                    FailureSign.type(ConnectException.class))));
    private static final FailureBounds BOUNDS = new FailureBounds(4, Duration.ofHours(1));

    private final List<Throwable> ends = new ArrayList<>();
    private long nanos = 1;
    private final FailureJudge judge =
            new FailureJudge(
                    new FailurePolicy("job", "start", TABLE, BOUNDS), () -> nanos, ends::add);

    @Test
    void whatCostsTimeOnlyIsCountedWhereAJobRunsForLongAndStoresNothing() {
        for (int attempt = 0; attempt < 4; attempt++) {
            nanos += Duration.ofMinutes(15).toNanos();
            fail(new ConnectException("refused"));
        }
        assertThat(ends).isEmpty();

        nanos += Duration.ofMinutes(15).toNanos();
        fail(new ConnectException("refused"));

        assertThat(ends).hasSize(1);
    }

    @Test
    void whatIsToldTooLateIsForgottenWithTheNextProgress() {
        fail(new ConnectException("refused"));
        judge.failed(Place.JOB_MANAGER, new ConnectException("refused, of the attempt before"));
        judge.checkpointCompleted(true);

        nanos += Duration.ofDays(3).toNanos();
        fail(new ConnectException("refused"));

        assertThat(ends).isEmpty();
        assertThat(judge.standing().restarts()).isEqualTo(1);
    }

    @Test
    void whatTheTableEndsTheJobForEndsItAfterSoManyAttempts() {
        for (int attempt = 0; attempt < 2; attempt++) {
            fail(new EOFException("cut"));
        }
        assertThat(ends).isEmpty();

        judge.failed(Place.SOURCE, new RuntimeException(new EOFException("cut")));

        assertThat(ends)
                .singleElement()
                .satisfies(
                        end ->
                                assertThat(end)
                                        .hasMessage(
                                                "Job 'job' ends (end-of-file, source):"
                                                        + " EOFException: cut. Bring it back."));
        assertThat(ExecutionFailureHandler.isUnrecoverableError(ends.get(0))).isTrue();
    }

    /** What comes at once has come ten times before anybody has seen it. */
    @Test
    void someFailuresEndTheJobOnlyWhenTheyHaveComeForLong() {
        for (int attempt = 0; attempt < 4; attempt++) {
            fail(new SecurityException("no right"));
        }
        assertThat(ends).isEmpty();
        assertThat(judge.standing().outlook())
                .endsWith("or when rights has come 3 times within at least 120 s");

        nanos += Duration.ofMinutes(2).toNanos();
        judge.failed(Place.SOURCE, new SecurityException("no right"));

        assertThat(ends).hasSize(1);
    }

    /** There is no checkpoint in between, and none was given up. */
    @Test
    void timeInWhichAJobRunsForLongIsNoTimeOfFailing() {
        for (int hour = 0; hour < 4; hour++) {
            fail(new ConnectException("no broker"));
            nanos += Duration.ofMinutes(59).toNanos();
            assertThat(judge.standing().stuck()).isLessThan(Duration.ofMinutes(1));
        }

        assertThat(ends).isEmpty();
    }

    @Test
    void norDoesWhatAJobFailedWithBeforeItRanForLong() {
        for (int hour = 0; hour < 4; hour++) {
            fail(new EOFException("cut"));
            nanos += Duration.ofMinutes(59).toNanos();
        }

        assertThat(ends).isEmpty();
    }

    @Test
    void afterALongRunTheFirstRestartComesAtOnceAgain() {
        for (int attempt = 0; attempt < 10; attempt++) {
            fail(new ConnectException("no broker"));
        }
        nanos += Duration.ofMinutes(59).toNanos();
        fail(new ConnectException("no broker"));

        assertThat(judge.pause()).isEqualTo(Duration.ZERO);
        assertThat(judge.standing().restarts()).isEqualTo(11);
    }

    /** They take ten minutes each until they are given up. */
    @Test
    void timeInWhichNoCheckpointIsTakenCounts() {
        for (int attempt = 0; attempt < 3; attempt++) {
            for (int checkpoint = 0; checkpoint < 4; checkpoint++) {
                nanos += Duration.ofMinutes(10).toNanos();
                judge.checkpointLost();
            }
            judge.restarted();
        }

        assertThat(ends).hasSize(1);
    }

    /** Several tasks fail for one reason. */
    @Test
    void anAttemptCountsOnceHoweverManyTasksFail() {
        for (int task = 0; task < 10; task++) {
            judge.failed(Place.SOURCE, new EOFException("cut"));
        }
        judge.restarted();

        assertThat(ends).isEmpty();
        assertThat(judge.standing().restarts()).isEqualTo(1);
    }

    @Test
    void anUnknownFailureEndsTheJobAfterSoManyRestartsWithoutProgress() {
        for (int attempt = 0; attempt < 4; attempt++) {
            fail(new ArithmeticException("odd"));
        }
        assertThat(ends).isEmpty();
        fail(new ArithmeticException("odd"));

        assertThat(ends)
                .singleElement()
                .satisfies(
                        end ->
                                assertThat(end)
                                        .isInstanceOf(JobEndedException.class)
                                        .hasMessageContaining("no new step was committed in 5")
                                        .hasMessageContaining("restarts.withoutProgress is 4")
                                        .hasMessageContaining("(unknown, TRAIN)")
                                        .hasMessageContaining("ArithmeticException: odd"));
    }

    @Test
    void anOutageEndsTheJobByTimeOnly() {
        fail(new ConnectException("no broker"));
        for (int minute = 0; minute < 60; minute++) {
            nanos += Duration.ofMinutes(1).toNanos();
            fail(new ConnectException("no broker"));
        }
        assertThat(ends).isEmpty();
        nanos += Duration.ofMinutes(1).toNanos();
        fail(new ConnectException("no broker"));

        assertThat(ends)
                .singleElement()
                .satisfies(end -> assertThat(end).hasMessageContaining("no broker"));
    }

    /** A step that fails takes longer than the next checkpoint. */
    @Test
    void aCheckpointWithoutANewStepIsNoProgress() {
        for (int attempt = 0; attempt < 5; attempt++) {
            judge.checkpointCompleted(false);
            fail(new ArithmeticException("odd"));
        }

        assertThat(ends).hasSize(1);
    }

    @Test
    void aNewCommittedStepBeginsTheCountAnew() {
        for (int attempt = 0; attempt < 50; attempt++) {
            fail(new ArithmeticException("odd"));
            fail(new EOFException("cut"));
            judge.checkpointCompleted(true);
        }

        assertThat(ends).isEmpty();
        assertThat(judge.standing().isStuck()).isFalse();
        assertThat(judge.standing().last()).isPresent();
    }

    /** An idle topic has no new steps, and its job may lose a machine now and then. */
    @Test
    void soDoesACheckpointOfAJobThatHasRunForLong() {
        for (int day = 0; day < 50; day++) {
            fail(new ArithmeticException("odd"));
            nanos += Duration.ofDays(1).toNanos();
            judge.checkpointCompleted(false);
        }

        assertThat(ends).isEmpty();
    }

    @Test
    void aRestartThatNobodyTellsTheCauseOfIsCountedToo() {
        for (int attempt = 0; attempt < 5; attempt++) {
            judge.restarted();
        }

        assertThat(ends)
                .singleElement()
                .satisfies(
                        end -> assertThat(end).hasMessageContaining("only the job manager's log"));
    }

    @Test
    void checkpointsThatFailAreAnOutage() {
        for (int attempt = 0; attempt < 10; attempt++) {
            judge.checkpointLost();
            judge.checkpointLost();
            judge.checkpointLost();
            judge.checkpointLost();
            judge.restarted();
        }

        assertThat(ends).isEmpty();
        assertThat(judge.standing().last().orElseThrow().row()).isEqualTo(FailureTable.CHECKPOINTS);
    }

    @Test
    void theFirstRestartComesAtOnceAndEachOneAfterItLater() {
        List<Long> pauses = new ArrayList<>();
        for (int attempt = 0; attempt < 20; attempt++) {
            fail(new ConnectException("no broker"));
            pauses.add(judge.pause().toMillis());
        }
        assertThat(pauses).startsWith(0L, 20L, 40L, 80L, 160L).endsWith(30_000L).isSorted();

        nanos += Duration.ofSeconds(20).toNanos();
        assertThat(judge.pause()).isEqualTo(Duration.ofSeconds(10));
        judge.checkpointCompleted(true);
        assertThat(judge.pause()).isEqualTo(Duration.ZERO);
    }

    @Test
    void aJobIsEndedOnce() {
        for (int attempt = 0; attempt < 20; attempt++) {
            fail(new ArithmeticException("odd"));
            fail(new EOFException("cut"));
        }

        assertThat(ends).hasSize(1);
    }

    @Test
    void whatEndsAJobByItselfIsToldAsItIs() {
        judge.failed(
                Place.SINK,
                new SuppressRestartsException(new IllegalStateException("taken over; leave it")));

        assertThat(ends)
                .singleElement()
                .satisfies(end -> assertThat(end).hasMessageContaining("taken over; leave it."));
    }

    private void fail(Throwable reason) {
        judge.failed(Place.TRAIN, reason);
        judge.restarted();
    }
}
