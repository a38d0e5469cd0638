package io.ratchet.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.operator.TrainHarness.Setup;
import io.ratchet.operator.restore.ReportedRun;
import io.ratchet.operator.restore.RestorePoint;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.run.RefusalLimits;
import io.ratchet.training.run.RunContract;
import io.ratchet.training.run.RunHistory;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.RunStatus;
import io.ratchet.training.run.Until;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that has ended keeps what it has taken in, and goes on with it under a later end. */
final class LaterEndTest {
    private static final int ROWS = 20 * Runs.BATCH_ROWS + 3;
    private static final org.apache.flink.core.fs.Path NOWHERE =
            new org.apache.flink.core.fs.Path("file:/nowhere");

    @TempDir Path models;

    private final List<StepRecord> steps = new ArrayList<>();
    private final List<RunStateRecord> states = new ArrayList<>();

    /** Whatever was queued, read ahead or in a partly filled batch when the end came. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void batchesBehindTheLastStepAreTrainedLater(boolean small) throws Exception {
        String expected = straight(small, new Until.Offsets(false), ROWS);
        RunSpec short3 = spec(small, new Until.Steps(3), ROWS);
        OperatorSubtaskState ended;
        try (TrainHarness train = Setup.of(models, short3).onHeap().open(null)) {
            train.send(List.of(Runs.rows("run", 0, 0, 100)));
            train.drain();
            // The source has not been told yet; what it still sends is passed over.
            train.send(List.of(Runs.rows("run", 0, 100, 120)));
            ended = train.checkpoint(1);
            take(train);
        }
        assertThat(last(states).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(last(states).step()).isEqualTo(3);

        // Restored without a later end, it stays as it is, and loses nothing.
        try (TrainHarness train =
                Setup.of(models, short3).onHeap().from(reported(0, false)).open(ended)) {
            train.send(List.of(Runs.rows("run", 0, 120, 140)));
            train.drain();
            ended = train.checkpoint(2);
            assertThat(train.steps()).isEmpty();
            assertThat(train.states()).isEmpty();
        }

        try (TrainHarness train =
                Setup.of(models, spec(small, new Until.Offsets(false), ROWS))
                        .onHeap()
                        .from(reported(1, true))
                        .open(ended)) {
            train.send(List.of(Runs.rows("run", 0, 100, ROWS)));
            train.drain();
            train.checkpoint(3);
            take(train);
        }
        assertThat(steps.stream().map(StepRecord::step).toList())
                .isEqualTo(LongStream.rangeClosed(1, 20).boxed().toList());
        assertThat(last(states).ends()).isEqualTo(1);
        assertThat(last(states).waitingRecords()).isEqualTo(3);
        assertThat(last(states).sha256()).isEqualTo(expected);
    }

    @Test
    void whatDoesNotFillABatchIsTrainedWhenThatIsAskedFor() throws Exception {
        OperatorSubtaskState ended;
        RunSpec keeps = spec(false, new Until.Offsets(false), ROWS);
        try (TrainHarness train = Setup.of(models, keeps).onHeap().open(null)) {
            train.send(Runs.blocks(keeps, 1));
            train.drain();
            ended = train.checkpoint(1);
            assertThat(last(train.states()).waitingRecords()).isEqualTo(3);
            assertThat(last(train.states()).step()).isEqualTo(20);
        }
        RunSpec trains = spec(false, new Until.Offsets(true), ROWS);
        try (TrainHarness train =
                Setup.of(models, trains).onHeap().from(reported(1, true)).open(ended)) {
            train.drain();
            train.checkpoint(2);
            assertThat(last(train.states()).step()).isEqualTo(21);
            assertThat(last(train.states()).waitingRecords()).isZero();
            assertThat(last(train.states()).sha256())
                    .isEqualTo(straight(false, new Until.Offsets(true), ROWS));
        }
    }

    /** The planner may have seen more records than the run turns out to accept. */
    @Test
    void aRunThatIsBehindItsLaterEndAlreadySaysSoAgain() throws Exception {
        OperatorSubtaskState ended;
        RunSpec spec = spec(false, new Until.Steps(3), ROWS);
        try (TrainHarness train = Setup.of(models, spec).onHeap().open(null)) {
            train.send(Runs.blocks(spec, 1));
            train.drain();
            ended = train.checkpoint(1);
        }
        try (TrainHarness train =
                Setup.of(models, spec).onHeap().from(reported(1, true)).open(ended)) {
            train.checkpoint(2);
            assertThat(train.states())
                    .singleElement()
                    .satisfies(
                            state -> {
                                assertThat(state.status()).isEqualTo(RunStatus.SUCCEEDED);
                                assertThat(state.ends()).isEqualTo(1);
                                assertThat(state.sha256()).hasSize(64);
                            });
        }
    }

    /** Whatever waits behind the step: it is kept for a later end, and not trained now. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRunWhoseEndWasPutBeforeWhereItStandsEndsThere(boolean small) throws Exception {
        RunSpec longer = spec(small, new Until.Steps(12), ROWS);
        RunSpec shorter = spec(small, new Until.Steps(3), ROWS);
        OperatorSubtaskState training;
        try (TrainHarness train = Setup.of(models, longer).onHeap().open(null)) {
            train.send(List.of(Runs.rows("run", 0, 0, 50)));
            train.drain();
            training = train.checkpoint(1);
            assertThat(last(train.states()).status()).isEqualTo(RunStatus.TRAINING);
        }
        OperatorSubtaskState ended;
        try (TrainHarness train = Setup.of(models, shorter).onHeap().open(training)) {
            train.send(List.of(Runs.rows("run", 0, 50, 70)));
            train.drain();
            assertThat(train.steps()).as("not one step more").isEmpty();
            ended = train.checkpoint(2);
            assertThat(train.states())
                    .singleElement()
                    .satisfies(
                            state -> {
                                assertThat(state.status()).isEqualTo(RunStatus.SUCCEEDED);
                                assertThat(state.step()).isEqualTo(6);
                                assertThat(state.sha256()).hasSize(64);
                            });
            assertThat(models).as("not before its end is stored").isEmptyDirectory();
            train.complete(2);
            assertThat(models).isNotEmptyDirectory();
        }
        try (TrainHarness train = Setup.of(models, shorter).onHeap().open(ended)) {
            train.checkpoint(3);
            assertThat(train.states()).as("said once").isEmpty();
        }
        try (TrainHarness train =
                Setup.of(models, spec(small, new Until.Offsets(false), ROWS))
                        .onHeap()
                        .from(reported(1, true))
                        .open(ended)) {
            train.send(List.of(Runs.rows("run", 0, 50, ROWS)));
            train.drain();
            train.checkpoint(4);
            take(train);
        }
        assertThat(last(states).sha256())
                .isEqualTo(straight(small, new Until.Offsets(false), ROWS));
    }

    private String straight(boolean small, Until until, int rows) throws Exception {
        RunSpec spec = spec(small, until, rows);
        try (TrainHarness train = Setup.of(models.resolve("straight"), spec).open(null)) {
            train.send(Runs.blocks(spec, 7));
            train.drain();
            train.checkpoint(1);
            return last(train.states()).sha256();
        }
    }

    private void take(TrainHarness train) {
        steps.addAll(train.steps());
        states.addAll(train.states());
    }

    private static RestorePoint reported(int ends, boolean goesOn) {
        return RestorePoint.nothing(NOWHERE)
                .behind(
                        Map.of(
                                "run",
                                new ReportedRun(
                                        RunStatus.SUCCEEDED,
                                        3,
                                        RunHistory.begun(0),
                                        ends,
                                        goesOn)));
    }

    private static RunSpec spec(boolean small, Until until, int rows) {
        RunSpec base =
                small
                        ? SmallInstancesTest.run(new ModelSpec.Linear(1), rows)
                        : Runs.spec("run", rows);
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
                until,
                base.partitions(),
                base.order(),
                new RefusalLimits(3, 1),
                base.evaluation(),
                base.engine(),
                RunContract.NONE);
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }
}
