package io.ratchet.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.operator.TrainHarness.Setup;
import io.ratchet.operator.failure.EndingException;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.batch.Block;
import io.ratchet.training.batch.RowBlock;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.RunStatus;
import io.ratchet.training.run.StepEngine;
import io.ratchet.training.run.Until;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The end of the input and the ends of the runs, and what is said of a run that goes on. */
final class EndOfInputTest {
    private static final Until OFFSETS = new Until.Offsets(true);

    @TempDir Path models;

    @ParameterizedTest
    @EnumSource(StepEngine.class)
    void aRunWithNothingToReadEndsUntrained(StepEngine engine) throws Exception {
        RunSpec spec = Runs.on(engine, Runs.spec("run", new ModelSpec.Linear(1), 0.1, OFFSETS, 0));
        OperatorSubtaskState snapshot;
        try (TrainHarness train = Setup.of(models, spec).open(null)) {
            train.endInput();
            assertThat(train.steps()).isEmpty();
            assertThat(train.states())
                    .singleElement()
                    .satisfies(
                            state -> {
                                assertThat(state.status()).isEqualTo(RunStatus.UNTRAINED);
                                assertThat(state.step()).isZero();
                                assertThat(state.sha256()).isEmpty();
                            });
            snapshot = train.checkpoint(1);
            train.complete(1);
            assertThat(models).as("a model that was never trained").isEmptyDirectory();
        }
        try (TrainHarness train = Setup.of(models, spec).open(snapshot)) {
            train.endInput();
            train.checkpoint(2);
            assertThat(train.states()).as("said once").isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(StepEngine.class)
    void aRunThatWasOnlyToldWhereItBeginsIsStoredWhole(StepEngine engine) throws Exception {
        RunSpec spec = Runs.on(engine, Runs.spec("run", new ModelSpec.Linear(1), 0.1, OFFSETS, 40));
        OperatorSubtaskState snapshot;
        try (TrainHarness train = Setup.of(models, spec).open(null)) {
            train.send(
                    List.of(
                            new RowBlock(
                                    "run",
                                    0,
                                    0,
                                    0,
                                    new long[0],
                                    new float[0],
                                    new int[0],
                                    new float[0])));
            snapshot = train.checkpoint(1);
        }
        try (TrainHarness train = Setup.of(models, spec).open(snapshot)) {
            train.send(Runs.blocks(spec, 2));
            train.endInput();
            assertThat(train.states())
                    .last()
                    .satisfies(state -> assertThat(state.status()).isEqualTo(RunStatus.SUCCEEDED));
        }
    }

    @Test
    void anInputThatEndsBeforeItsRunFailsTheJobForGood() throws Exception {
        RunSpec spec = Runs.spec("run", 400, 20);
        List<Block> blocks = Runs.blocks(spec, 2);
        try (TrainHarness train = Setup.of(models, spec).open(null)) {
            train.send(blocks.subList(0, 20));
            train.endInput();

            assertThatThrownBy(() -> train.checkpoint(1))
                    .isInstanceOf(EndingException.class)
                    .hasStackTraceContaining("of run 'run' has ended, but the run still trains")
                    .hasStackTraceContaining("of 400, partition 1 to offset 20 of 20");
        }
    }

    @Test
    void aDrainedJobReportsWhereItsRunStandsAheadOfItsSavepoint() throws Exception {
        RunSpec spec = Runs.spec("run", 400);
        List<Block> blocks = Runs.blocks(spec, 2);
        try (TrainHarness train = Setup.of(models, spec).open(null)) {
            train.send(blocks.subList(0, 20));
            train.checkpoint(1);
            train.send(blocks.subList(20, 30));
            train.endInput();

            long steps = last(train.steps()).step();
            assertThat(last(train.states()).step()).isEqualTo(steps);
            assertThat(last(train.states()).status()).isEqualTo(RunStatus.TRAINING);

            int reported = train.states().size();
            train.stopWithSavepoint(2);
            assertThat(train.states()).as("nothing leaves behind the end").hasSize(reported);
        }
    }

    @Test
    void aRunThatIsStoredAheadOfACheckpointIsReportedToo() throws Exception {
        RunSpec a = Runs.spec("a", 80);
        RunSpec b = Runs.spec("b", 80);
        TrainSettings tiny = new TrainSettings("cpu", 256, 1, 1 << 20, 4, models.toString());
        try (TrainHarness train = Setup.of(models, a, b).with(tiny).open(null)) {
            train.send(Runs.blocks(a, 5).subList(0, 6));
            train.drain();
            train.send(Runs.blocks(b, 5).subList(0, 6));
            train.drain();
            train.checkpoint(1);

            for (String run : List.of("a", "b")) {
                long step =
                        train.steps().stream()
                                .filter(record -> record.run().equals(run))
                                .mapToLong(StepRecord::step)
                                .max()
                                .orElseThrow();
                assertThat(train.states())
                        .filteredOn(state -> state.run().equals(run))
                        .last()
                        .satisfies(state -> assertThat(state.step()).isEqualTo(step));
            }
        }
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }
}
