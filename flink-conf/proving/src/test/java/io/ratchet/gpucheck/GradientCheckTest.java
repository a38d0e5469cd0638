package io.ratchet.gpucheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.instance.Instance;
import io.ratchet.training.optimizer.OptimizerSpec;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.stored.HostTensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The CPU agrees with itself, and a device that computes something else is found. */
final class GradientCheckTest {
    private static final ComputeDevice CPU = new ComputeDevice.Cpu();
    private static final int STEPS = 8;

    static List<CheckedModel> models() {
        return CheckedModel.small();
    }

    @ParameterizedTest
    @MethodSource("models")
    void theCpuAgreesWithItselfAndLearns(CheckedModel model) {
        assertThat(GradientCheck.run(model, CPU, STEPS)).hasSize(5).allMatch(Finding::passed);
    }

    @ParameterizedTest
    @MethodSource("models")
    void aWeightThatDiffersIsFound(CheckedModel model) {
        RunSpec run = model.run(new OptimizerSpec.Sgd(0.9, 0, false, 0), 0.02, 0);
        try (Instance checked = Instance.create(run, CPU, GradientCheck.CHUNK_BYTES);
                Instance expected = Instance.create(run, CPU, GradientCheck.CHUNK_BYTES)) {
            // Given
            halve(checked.tensors(), 0);

            // When
            List<Finding> findings = GradientCheck.compare(model, checked, expected, STEPS);

            // Then
            assertThat(findings.get(0).what()).endsWith("gradients");
            assertThat(findings.get(0).passed()).isFalse();
            assertThat(findings.get(1).passed()).isFalse();
        }
    }

    /** Of a loss that is nearly 0, rounding is a large part. */
    @Test
    void aSmallLossIsComparedByTheSizeOfTheFirst() {
        assertThat(GradientCheck.lossDistance(1.01e-6, 1e-6, 2)).isLessThan(1e-7);
        assertThat(GradientCheck.lossDistance(1.01, 1, 2)).isCloseTo(0.01, within(1e-12));
        assertThat(GradientCheck.lossDistance(Double.NaN, 1, 2)).isNaN();
    }

    @Test
    void aBatchThatIsRefusedIsNoPass() {
        CheckedModel model = CheckedModel.small().get(0);
        RunSpec run = model.run(new OptimizerSpec.Sgd(0.9, 0, false, 0), 0.02, 0);
        try (Instance checked = Instance.create(run, CPU, GradientCheck.CHUNK_BYTES);
                Instance expected = Instance.create(run, CPU, GradientCheck.CHUNK_BYTES)) {
            // Given
            byte[] notANumber = {0, 0, (byte) 0xC0, 0x7F};
            checked.tensors().write(0, 0, notANumber);

            // Then
            assertThat(GradientCheck.compare(model, checked, expected, STEPS))
                    .anySatisfy(finding -> assertThat(finding.measured()).isNaN());
        }
    }

    private static void halve(HostTensors tensors, int tensor) {
        byte[] bytes = new byte[tensors.layout().tensors().get(tensor).byteCount()];
        ByteBuffer view = tensors.view(tensor);
        ByteBuffer half = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (half.hasRemaining()) {
            half.putFloat(view.getFloat(half.position()) / 2);
        }
        tensors.write(tensor, 0, bytes);
    }
}
