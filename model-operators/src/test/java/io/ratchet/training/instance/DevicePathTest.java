package io.ratchet.training.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import io.ratchet.training.model.LossSpec;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.RunSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Instances as on a GPU, computed by the CPU: nothing may rely on the host's memory. */
class DevicePathTest {
    private final PretendGpus gpus = new PretendGpus("path", 1, 5_000_000);

    @ParameterizedTest
    @MethodSource("io.ratchet.training.instance.Sameness#runs")
    void twoRunsAndAnInterruptedOneEndWithTheSameBits(RunSpec run) {
        try (DeviceLease lease = lease()) {
            Sameness.check(run, lease);
        }
    }

    @ParameterizedTest
    @MethodSource("io.ratchet.training.instance.Sameness#runs")
    void whatAnInstanceNeedsIsKnownBeforeItIsMade(RunSpec run) {
        try (DeviceLease lease = lease()) {
            int before = gpus.uses().size();
            InstanceTemplate template = InstanceTemplate.of(run, lease, Runs.CHUNK_BYTES);
            InstanceFootprint footprint = template.footprint();
            assertThat(gpus.uses()).hasSize(before);
            try (Instance instance = template.create()) {
                long bytes = 0;
                long largest = 0;
                for (TensorLayout tensor : instance.tensors().layout().tensors()) {
                    boolean once = tensor.role() == TensorRole.MOMENT;
                    bytes += once ? tensor.byteCount() : 2L * tensor.byteCount();
                    if (tensor.role() == TensorRole.PARAMETER) {
                        largest = Math.max(largest, tensor.byteCount());
                    }
                }
                assertThat(footprint.residentBytes()).isEqualTo(bytes);
                assertThat(footprint.updateBytes()).isEqualTo(6 * largest);
                assertThat(instance.deviceByteCount()).isEqualTo(bytes);
            }
        }
    }

    @Test
    void countsWhatIsCopied() {
        RunSpec run = Runs.mlp();
        try (DeviceLease lease = lease();
                Instance instance = InstanceTemplate.of(run, lease, Runs.CHUNK_BYTES).create()) {
            long before = lease.traffic().uploadedBytes();
            Runs.train(instance, 0, 2);
            // 32 rows of 3 numbers and a label, each of 4 bytes
            assertThat(lease.traffic().uploadedBytes() - before).isEqualTo(2 * 32 * (3 + 1) * 4);

            Image image = Image.empty(instance.tensors().layout(), Image.Handover.COPIED);
            image.capture(instance.tensors());
            assertThat(lease.traffic().downloadedBytes()).isEqualTo(image.byteCount());
        }
    }

    @Test
    void saysHowMuchThereIsWhenMemoryRunsOut() {
        RunSpec run =
                Runs.run(
                        new ModelSpec.Custom(CustomModels.TooLarge.class.getName(), Map.of()),
                        LossSpec.SQUARED_ERROR,
                        Runs.NUMBERS,
                        EvaluationSpec.LOSS);
        try (DeviceLease lease = lease();
                Instance instance = InstanceTemplate.of(run, lease, Runs.CHUNK_BYTES).create()) {
            assertThatThrownBy(() -> Runs.train(instance, 0, 1))
                    .isInstanceOf(TrainingException.class)
                    .cause()
                    .isInstanceOf(DeviceMemoryException.class)
                    .hasMessageContaining(
                            "gpu:0 has no memory left to compute a step of run 'test'")
                    .hasMessageContaining("an instance needs 64 bytes there")
                    .hasMessageContaining("of its 8589934592 bytes 5000000 are free")
                    .hasCauseInstanceOf(EngineException.class);
        }
    }

    @Test
    void recordsWhatTheDeviceIsAndNotWhichOne() {
        try (DeviceLease lease = lease()) {
            assertThat(EngineSettings.current(lease).device()).isEqualTo("pretended gpu");
        }
    }

    private DeviceLease lease() {
        return DeviceLease.take(new ComputeDevice.AnyGpu(), List.of(), gpus);
    }
}
