package io.ratchet.training.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.training.optimizer.OptimizerSpec;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.step.StepOutcome;
import io.ratchet.training.step.torch.UpdatePath;
import io.ratchet.training.stored.ChunkChange;
import io.ratchet.training.stored.HostTensors;
import io.ratchet.training.stored.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The path that a GPU takes, on the CPU. */
class DeviceUpdateTest {
    /** After 40 steps; the paths round products differently. */
    private static final float TOLERANCE = 1e-5f;

    private static final int STEPS = 40;

    static Stream<OptimizerSpec> optimizers() {
        return Stream.of(
                new OptimizerSpec.Sgd(0, 0, false, 0.01),
                new OptimizerSpec.Sgd(0.9, 0, true, 0),
                new OptimizerSpec.Adam(0.9, 0.999, 1e-8, 0.01),
                new OptimizerSpec.AdamW(0.9, 0.999, 1e-8, 0.01),
                new OptimizerSpec.Adagrad(1e-10, 0.1, 0.01, 0));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void agreesWithTheHostWithinTheTolerance(OptimizerSpec optimizer) {
        RunSpec run = Runs.tabular();
        RunSpec spec =
                Runs.run(run.model(), run.loss(), optimizer, run.input(), run.evaluation(), 0.5);
        try (Instance host = instance(spec, UpdatePath.HOST);
                Instance device = instance(spec, UpdatePath.DEVICE)) {
            assertThat(device.tensors().layout()).isEqualTo(host.tensors().layout());
            assertThat(device.fingerprint()).isEqualTo(host.fingerprint());
            for (int number = 0; number < STEPS; number++) {
                StepOutcome.Applied expected = applied(host, number);
                StepOutcome.Applied actual = applied(device, number);
                assertThat(Math.abs(actual.loss() - expected.loss())).isLessThan(TOLERANCE);
                assertThat(Math.abs(actual.gradientNorm() - expected.gradientNorm()))
                        .isLessThan(TOLERANCE * (1 + expected.gradientNorm()));
            }
            for (int tensor = 0; tensor < host.tensors().layout().tensors().size(); tensor++) {
                assertThat(values(device.tensors(), tensor))
                        .as(host.tensors().layout().tensors().get(tensor).name())
                        .usingComparatorWithPrecision(TOLERANCE)
                        .containsExactly(values(host.tensors(), tensor));
            }
        }
    }

    @Test
    void isRestoredChunkByChunkToTheBit() {
        RunSpec spec = Runs.convnet();
        try (Instance uninterrupted = instance(spec, UpdatePath.DEVICE);
                Instance stopped = instance(spec, UpdatePath.DEVICE);
                Instance restored = instance(spec, UpdatePath.DEVICE)) {
            Runs.train(uninterrupted, 0, STEPS);
            Runs.train(stopped, 0, STEPS / 2);
            Image image = Image.empty(stopped.tensors().layout(), Image.Handover.KEPT);
            List<ChunkChange> changes = new ArrayList<>(image.capture(stopped.tensors()));
            assertThat(changes).hasSizeGreaterThan(stopped.tensors().layout().tensors().size());
            for (ChunkChange change : changes) {
                restored.tensors()
                        .write(change.tensor(), change.chunk() * Runs.CHUNK_BYTES, change.bytes());
            }
            restored.resume(stopped.progress());
            assertThat(restored.fingerprint()).isEqualTo(stopped.fingerprint());
            Runs.train(restored, STEPS / 2, STEPS);
            assertThat(restored.fingerprint()).isEqualTo(uninterrupted.fingerprint());
        }
    }

    private static StepOutcome.Applied applied(Instance instance, int number) {
        return (StepOutcome.Applied) instance.step(Runs.batch(instance.spec(), number));
    }

    private static Instance instance(RunSpec spec, UpdatePath path) {
        return Runs.instance(spec, path);
    }

    private static float[] values(HostTensors tensors, int tensor) {
        float[] values = new float[tensors.layout().tensors().get(tensor).byteCount() / 4];
        tensors.view(tensor).asFloatBuffer().get(values);
        return values;
    }
}
