package io.ratchet.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.operator.TrainHarness.Setup;
import io.ratchet.operator.restore.ReportedRun;
import io.ratchet.operator.restore.RestorePoint;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.batch.Block;
import io.ratchet.training.batch.RefusedPlace;
import io.ratchet.training.batch.RowBlock;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.run.RefusalLimits;
import io.ratchet.training.run.RunContract;
import io.ratchet.training.run.RunHistory;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.RunStatus;
import io.ratchet.training.run.Until;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The share that a run has lost is one of all its records, also of those that fill no batch. */
final class RefusedShareTest {
    private static final org.apache.flink.core.fs.Path NOWHERE =
            new org.apache.flink.core.fs.Path("file:/nowhere");

    @TempDir Path models;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatDoesNotFillABatchCounts(boolean small) throws Exception {
        RunSpec spec = spec(small, 17);
        try (TrainHarness train = Setup.of(models, spec).onHeap().open(null)) {
            train.send(List.of(block(0, 14, 3)));
            train.drain();
            train.checkpoint(1);
            assertEnd(train, RunStatus.SUCCEEDED, 1, 3, 6);
        }
        try (TrainHarness train = Setup.of(models, spec(small, 7)).onHeap().open(null)) {
            train.send(List.of(block(0, 6, 1)));
            train.drain();
            train.checkpoint(1);
            assertEnd(train, RunStatus.UNTRAINED, 0, 1, 6);
        }
    }

    /** The end is one of the things that were queued when the checkpoint was taken. */
    @Test
    void whatDoesNotFillABatchCountsAlsoBehindARestart() throws Exception {
        RunSpec spec = spec(false, 17);
        Thread task = Thread.currentThread();
        OperatorSubtaskState queued;
        try (TrainHarness train =
                Setup.of(models, spec)
                        .with((instance, step) -> awaitThatItWaits(task))
                        .onHeap()
                        .open(null)) {
            train.send(List.of(block(0, 14, 3)));
            queued = train.checkpoint(1);
            assertThat(train.states())
                    .extracting(RunStateRecord::status)
                    .containsOnly(RunStatus.TRAINING);
        }
        try (TrainHarness train = Setup.of(models, spec).onHeap().open(queued)) {
            train.drain();
            train.checkpoint(2);
            assertEnd(train, RunStatus.SUCCEEDED, 1, 3, 6);
        }
    }

    /** All of its records are judged together at the next end. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRunThatLostTooMuchGoesOnWithMoreRecords(boolean small) throws Exception {
        OperatorSubtaskState ended;
        try (TrainHarness train = Setup.of(models, spec(small, 16)).onHeap().open(null)) {
            train.send(List.of(block(0, 12, 4)));
            train.drain();
            ended = train.checkpoint(1);
            assertEnd(train, RunStatus.REFUSED, 1, 4, 4);
        }
        try (TrainHarness train =
                Setup.of(models, spec(small, 30)).onHeap().from(goesOn()).open(ended)) {
            train.send(List.of(block(16, 14, 0)));
            train.drain();
            ended = train.checkpoint(2);
            assertEnd(train, RunStatus.SUCCEEDED, 3, 4, 2);
        }
        try (TrainHarness train =
                Setup.of(models, spec(small, 40)).onHeap().from(goesOn()).open(ended)) {
            train.send(List.of(block(30, 5, 5)));
            train.drain();
            train.checkpoint(3);
            assertEnd(train, RunStatus.REFUSED, 3, 9, 7);
        }
    }

    /** Until the task waits for the step that runs: what comes behind that is still queued. */
    private static void awaitThatItWaits(Thread task) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (task.getState() != Thread.State.WAITING && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void assertEnd(
            TrainHarness train, RunStatus status, long step, long refused, long waiting) {
        List<RunStateRecord> states = train.states();
        RunStateRecord last = states.get(states.size() - 1);
        assertThat(last.status()).isEqualTo(status);
        assertThat(last.step()).isEqualTo(step);
        assertThat(last.refused().records()).isEqualTo(refused);
        assertThat(last.waitingRecords()).isEqualTo(waiting);
    }

    private static RestorePoint goesOn() {
        return RestorePoint.nothing(NOWHERE)
                .behind(
                        Map.of(
                                "run",
                                new ReportedRun(
                                        RunStatus.REFUSED, 1, RunHistory.begun(0), 1, true)));
    }

    /** Good rows, with bad ones behind them. */
    private static Block block(int from, int good, int bad) {
        RowBlock rows = Runs.rows("run", 0, from, from + good);
        return new RowBlock(
                "run",
                0,
                from,
                from + good + bad,
                rows.offsets(),
                rows.numeric(),
                rows.categorical(),
                rows.labels(),
                IntStream.range(from + good, from + good + bad)
                        .mapToObj(offset -> new RefusedPlace(offset, "malformed", ""))
                        .toList());
    }

    private static RunSpec spec(boolean small, int end) {
        RunSpec base =
                small
                        ? SmallInstancesTest.run(new ModelSpec.Linear(1), end)
                        : Runs.spec("run", end);
        return new RunSpec(
                base.run(),
                base.generation(),
                base.model(),
                base.loss(),
                base.optimizer(),
                base.schedule(),
                base.clipNorm(),
                base.input(),
                base.seed(),
                new Until.Offsets(false),
                base.partitions(),
                base.order(),
                new RefusalLimits(3, 0.2),
                base.evaluation(),
                base.engine(),
                RunContract.NONE);
    }
}
