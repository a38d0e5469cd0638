package io.ratchet.training.instance;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.pytorch.jni.LibUtils;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The switches of the libtorch that runs here; what they do on a GPU, {@link GpuITCase} tells. */
@SuppressWarnings("NullAway.Init") // JUnit fills the field
class DeterministicKernelsTest {
    @TempDir Path folder;

    @Test
    void theEngineTakesThemUpAndSaysSo() {
        ComputeDevice.engine();
        DeterministicKernels kernels =
                DeterministicKernels.of(Path.of(LibUtils.getLibtorchPath())).orElseThrow();
        try {
            kernels.switchTo(true);
            assertThat(kernels.areOn()).isTrue();
        } finally {
            kernels.switchTo(false);
        }
        assertThat(kernels.areOn()).isFalse();
    }

    @Test
    void loadsNoLibraryOfItsOwn() {
        assertThat(DeterministicKernels.of(folder)).isEmpty();
    }
}
