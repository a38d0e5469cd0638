package io.ratchet.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ratchet.operator.TrainHarness.Gpus;
import io.ratchet.operator.TrainHarness.Setup;
import io.ratchet.operator.live.DeviceSettings;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.batch.Block;
import io.ratchet.training.device.DeviceLease;
import io.ratchet.training.device.EngineGpus;
import io.ratchet.training.device.PretendGpus;
import io.ratchet.training.run.RunSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TRAIN on a GPU, interrupted and not; skipped, and said so, where there is none. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class GpuTrainITCase {
    private static final RunSpec SPEC = Runs.spec("run", 400);

    @TempDir Path models;

    @Test
    void anInterruptedRunEndsWithTheBitsOfAnUndisturbedOne() throws Exception {
        EngineGpus gpus = DeviceLease.gpusOfThisMachine();
        assumeTrue(
                gpus.count() > 0,
                "Skipped: the engine " + gpus.engineName() + " sees no GPU on this machine.");
        check(new Gpus(gpus, List.of()));
    }

    /** So that this test is itself tested where there is no GPU. */
    @Test
    void soItDoesOnThePathOfADevice() throws Exception {
        check(new Gpus(PretendGpus.silent("pretence", 1), List.of("0")));
    }

    private void check(Gpus gpus) throws Exception {
        Setup setup = Setup.of(models, SPEC).on(DeviceSettings.of("gpu"), gpus);
        List<Block> blocks = Runs.blocks(SPEC, 2);
        List<StepRecord> undisturbed;
        String sha256;
        try (TrainHarness train = setup.open(null)) {
            train.send(blocks);
            train.drain();
            undisturbed = new ArrayList<>(train.steps());
            sha256 = train.states().get(train.states().size() - 1).sha256();
        }
        List<StepRecord> steps;
        OperatorSubtaskState state;
        try (TrainHarness train = setup.open(null)) {
            train.send(blocks.subList(0, 20));
            state = train.checkpoint(1);
            steps = new ArrayList<>(train.steps());
        }
        try (TrainHarness train = setup.open(state)) {
            train.send(blocks.subList(20, blocks.size()));
            train.drain();
            steps.addAll(train.steps());
            assertThat(train.states().get(train.states().size() - 1).sha256()).isEqualTo(sha256);
        }
        assertThat(Runs.withoutTime(steps)).isEqualTo(Runs.withoutTime(undisturbed));
    }
}
