package io.ratchet.gpucheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.training.device.ComputeDevice;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ImageCheckTest {
    static List<CheckedModel> models() {
        return CheckedModel.small();
    }

    @ParameterizedTest
    @MethodSource("models")
    void theCpuRestoresWhatItWas(CheckedModel model) {
        assertThat(ImageCheck.run(model, new ComputeDevice.Cpu()))
                .hasSize(4)
                .allMatch(Finding::passed);
    }
}
