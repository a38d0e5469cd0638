package io.ratchet.training.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.device.DeviceLease;
import io.ratchet.training.device.DeviceMemoryException;
import io.ratchet.training.device.EngineSettings;
import io.ratchet.training.device.InstanceFootprint;
import io.ratchet.training.device.PretendGpus;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.stored.Image;
import io.ratchet.training.stored.TensorLayout;
import io.ratchet.training.stored.TensorRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                assertThat(instance.footprint()).isEqualTo(footprint);
            }
        }
    }

    /** Before any of it is filled, as the cache counts an instance when it comes. */
    @Test
    void theHostMemoryOfCopiesIsCountedFromTheStart() {
        RunSpec run = Runs.mlp();
        try (DeviceLease lease = lease();
                Instance instance = InstanceTemplate.of(run, lease, Runs.CHUNK_BYTES).create()) {
            long largest = 16L * 3 * Float.BYTES; // the first layer's weights
            assertThat(instance.byteCount()).isEqualTo(2 * largest);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of",
                "CUDA error: out of memory",
                "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
                "cuDNN error: CUDNN_STATUS_ALLOC_FAILED",
                "GET was unable to find an engine to execute this computation",
                "FIND was unable to find an engine to execute this computation",
                "Unable to find a valid cuDNN algorithm to run convolution"
            })
    void theWordsOfAFullDeviceAreKnown(String message) {
        assertThat(DeviceMemoryException.tells(new EngineException(message))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DefaultCPUAllocator: can't allocate memory: you tried to allocate 400 bytes.",
                "cuDNN error: CUDNN_STATUS_NOT_INITIALIZED",
                "CUDA error: device-side assert triggered"
            })
    void otherWordsAreNot(String message) {
        assertThat(DeviceMemoryException.tells(new EngineException(message))).isFalse();
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
        RunSpec run = Runs.custom(CustomModels.TooLarge.class);
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
        return DeviceLease.take(new ComputeDevice.AnyGpu(), gpus);
    }
}
