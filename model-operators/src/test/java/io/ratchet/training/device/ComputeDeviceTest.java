package io.ratchet.training.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComputeDeviceTest {
    @Test
    void everyTextHasItsDevice() {
        assertThat(ComputeDevice.parse("auto")).isEqualTo(new ComputeDevice.Auto());
        assertThat(ComputeDevice.parse("cpu")).isEqualTo(new ComputeDevice.Cpu());
        assertThat(ComputeDevice.parse("gpu")).isEqualTo(new ComputeDevice.AnyGpu());
        assertThat(ComputeDevice.parse("gpu:3")).isEqualTo(new ComputeDevice.Gpu(3));
        assertThat(ComputeDevice.parse("gpu:3")).hasToString("gpu:3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CPU", "gpu:", "gpu:-1", "gpu:x", "tpu", "gpu:1000"})
    void otherTextsAreRefused(String text) {
        assertThatThrownBy(() -> ComputeDevice.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("auto, cpu, gpu, gpu:N");
    }

    @Test
    void autoIsAGpuOnlyWhereThereIsOne() {
        int gpuCount = DeviceLease.gpusOfThisMachine().count();
        assertThat(new ComputeDevice.Auto().resolved())
                .isEqualTo(gpuCount > 0 ? new ComputeDevice.Gpu(0) : new ComputeDevice.Cpu());
    }

    @Test
    void aMissingGpuIsRefusedSayingWhatIsThere() {
        int gpuCount = DeviceLease.gpusOfThisMachine().count();
        assertThatThrownBy(() -> new ComputeDevice.Gpu(gpuCount).resolved())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gpu:" + gpuCount)
                .hasMessageContaining("sees " + gpuCount + " GPUs");
    }
}
