package io.ratchet.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.operator.TrainHarness.Setup;
import io.ratchet.operator.live.InstanceHandover;
import io.ratchet.operator.live.OtherStepsException;
import io.ratchet.operator.restore.ReportedRun;
import io.ratchet.operator.restore.RestorePoint;
import io.ratchet.training.batch.Block;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.device.EngineSettings;
import io.ratchet.training.instance.Instance;
import io.ratchet.training.instance.InstanceTemplate;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.optimizer.LearningRateSchedule;
import io.ratchet.training.run.Change;
import io.ratchet.training.run.RunContract;
import io.ratchet.training.run.RunHistory;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.RunStatus;
import io.ratchet.training.run.Until;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps that readers have are computed again as they were, or not at all. */
final class OtherStepsTest {
    private static final RunHistory BEGUN = RunHistory.begun(0);
    private static final Change SLOWER = new Change("schedule", "rate 0.01", "rate 0.001");
    private static final Change FASTER = new Change("schedule", "rate 0.001", "rate 0.01");

    @TempDir Path models;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anotherRateIsRefusedUntilWhatIsReportedIsPassed(boolean small) throws Exception {
        RunSpec before = spec(small, 0.01, new Until.Offsets(true));
        RunSpec slower = spec(small, 0.001, new Until.Offsets(true));
        RunSpec shorter = spec(small, 0.01, new Until.Steps(9));
        OperatorSubtaskState state = trained(before);
        long step = goOn(before, state, reported(0, BEGUN));

        assertThatThrownBy(() -> goOn(slower, state, reported(step + 1, BEGUN)))
                .hasRootCauseInstanceOf(OtherStepsException.class)
                .isInstanceOf(SuppressRestartsException.class)
                .rootCause()
                .hasMessageContaining("cannot go on from step " + step + " as it is configured")
                .hasMessageContaining("up to " + (step + 1) + " are reported")
                .hasMessageContaining(SLOWER.text())
                .hasMessageContaining("Change it back");
        goOn(before, state, reported(step + 1, BEGUN));
        goOn(shorter, state, reported(step + 1, BEGUN));
        goOn(slower, state, reported(step, BEGUN));
    }

    @Test
    void whatWasChangedThereAlreadyHasToBeChangedAgain() throws Exception {
        OperatorSubtaskState state = trained(spec(false, 0.01, new Until.Offsets(true)));
        long step = goOn(spec(false, 0.01, new Until.Offsets(true)), state, reported(0, BEGUN));
        ReportedRun reported = reported(step + 5, BEGUN.with(step, 0, "chk-1", List.of(SLOWER)));

        goOn(spec(false, 0.001, new Until.Offsets(true)), state, reported);
        assertThatThrownBy(() -> goOn(spec(false, 0.01, new Until.Offsets(true)), state, reported))
                .rootCause()
                .hasMessageContaining("schedule: rate 0.001 before, rate 0.01 now");
    }

    @Test
    void stepsOfTwoConfigurationsAreComputedAgainByNone() {
        RunHistory changed = BEGUN.with(7, 0, "chk-1", List.of(SLOWER));

        assertThat(reported(9, changed).differences(5, BEGUN.with(5, 0, "", List.of())))
                .containsExactly(SLOWER.text() + ", since step 7");
        assertThat(reported(9, changed).differences(8, changed)).isEmpty();
        assertThat(reported(7, changed).differences(5, BEGUN))
                .as("what came behind the last one has computed none of them")
                .isEmpty();
    }

    /** No job can be stopped at a step that is chosen, to change something exactly there. */
    @Test
    void nobodyIsToldToChangeBackWhatHasChangedInBetween() throws Exception {
        RunSpec spec = spec(true, 0.01, new Until.Offsets(true));
        OperatorSubtaskState state = trained(spec);
        long step = goOn(spec, state, reported(0, BEGUN));
        RunHistory changed = BEGUN.with(step + 2, 0, "chk-1", List.of(SLOWER));

        assertThatThrownBy(() -> goOn(spec, state, reported(step + 5, changed)))
                .rootCause()
                .hasMessageContaining("Bring a checkpoint of step " + (step + 2) + " or later back")
                .hasMessageNotContaining("Change it back");
    }

    @Test
    void whatWasChangedAndChangedBackIsNoChange() {
        RunHistory back = BEGUN.with(5, 0, "a", List.of(SLOWER)).with(5, 0, "b", List.of(FASTER));

        assertThat(reported(9, back).differences(5, BEGUN)).isEmpty();
        assertThat(reported(9, BEGUN).differences(5, back)).isEmpty();
    }

    @Test
    void whatWasChangedToSomethingElseIsSaidAsItStoodThen() {
        Change slowest = new Change("schedule", "rate 0.01", "rate 0.0005");

        assertThat(
                        reported(9, BEGUN.with(5, 0, "a", List.of(SLOWER)))
                                .differences(5, BEGUN.with(5, 0, "b", List.of(slowest))))
                .containsExactly("schedule: rate 0.001 before, rate 0.0005 now");
    }

    /** The records are the same, and engines are said elsewhere. */
    @Test
    void anotherTopicThatIsVouchedForOrAnotherEngineIsNone() {
        RunHistory moved =
                BEGUN.with(
                        5,
                        0,
                        "a",
                        List.of(
                                new Change("input.topic-now", "first", "second"),
                                new Change(EngineSettings.PREFIX + "vectors", "a", "b")));

        assertThat(reported(9, moved).differences(5, BEGUN)).isEmpty();
        assertThat(reported(9, BEGUN).differences(5, moved)).isEmpty();
        assertThat(reported(9, moved).differences(3, BEGUN)).isEmpty();
    }

    @Test
    void whatIsToldOfAHistoryKeepsWhatWasChanged() {
        RunHistory history = BEGUN.with(3, 0, "a", List.of(SLOWER));
        for (int restart = 0; restart < 30; restart++) {
            history = history.with(4 + restart, 0, "b", List.of());
        }

        assertThat(reported(50, history.newest(10)).differences(2, BEGUN)).hasSize(1);
    }

    @Test
    void anInstanceThatNobodyGetsIsClosed() throws Exception {
        Instance instance =
                InstanceTemplate.of(
                                spec(true, 0.01, new Until.Offsets(true)),
                                new ComputeDevice.Cpu(),
                                1024)
                        .create();

        assertThatThrownBy(
                        () ->
                                InstanceHandover.orClose(
                                        instance,
                                        () -> {
                                            throw new IOException("damaged");
                                        }))
                .isInstanceOf(IOException.class);

        assertThatThrownBy(instance::fingerprint).hasMessageContaining("is closed");
    }

    private static RunSpec spec(boolean small, double rate, Until until) {
        RunSpec base =
                small ? SmallInstancesTest.run(new ModelSpec.Linear(1), 80) : Runs.spec("run", 80);
        return new RunSpec(
                base.run(),
                base.generation(),
                base.model(),
                base.loss(),
                base.optimizer(),
                new LearningRateSchedule.Constant(rate),
                base.clipNorm(),
                base.input(),
                base.seed(),
                until,
                base.partitions(),
                base.order(),
                base.refusals(),
                base.evaluation(),
                base.engine(),
                RunContract.NONE);
    }

    private OperatorSubtaskState trained(RunSpec spec) throws Exception {
        try (TrainHarness train = Setup.of(models, spec).onHeap().open(null)) {
            train.send(Runs.blocks(spec, 1).subList(0, 5));
            train.drain();
            return train.checkpoint(1);
        }
    }

    /** Opens the job, gives it a block, and returns the step that it goes on from. */
    private long goOn(RunSpec spec, OperatorSubtaskState state, ReportedRun reported)
            throws Exception {
        RestorePoint point =
                RestorePoint.nothing(new org.apache.flink.core.fs.Path("file:/nowhere"))
                        .behind(Map.of("run", reported));
        try (TrainHarness train = Setup.of(models, spec).onHeap().from(point).open(state)) {
            List<Block> blocks = Runs.blocks(spec, 1);
            train.send(blocks.subList(5, 8));
            train.drain();
            return train.steps().get(0).step() - 1;
        }
    }

    @Test
    void anEndThatIsReportedHasToComeWhereItCame() {
        RunHistory longer =
                BEGUN.with(5, 0, "chk-1", List.of(new Change("refused-share", "0.05", "0.5")));

        assertThat(new ReportedRun(RunStatus.REFUSED, 9, BEGUN).differences(5, longer))
                .containsExactly("refused-share: 0.05 before, 0.5 now");
        assertThat(reported(9, BEGUN).differences(5, longer)).isEmpty();
    }

    private static ReportedRun reported(long step, RunHistory history) {
        return new ReportedRun(RunStatus.TRAINING, step, history);
    }
}
