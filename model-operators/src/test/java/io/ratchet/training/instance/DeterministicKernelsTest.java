package io.ratchet.training.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.pytorch.jni.LibUtils;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.device.DeterministicKernels;
import io.ratchet.training.device.UnorderedOperationException;
import io.ratchet.training.run.RunSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The switches of the libtorch that runs here; what they do on a GPU, {@link GpuITCase} tells. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class DeterministicKernelsTest {
    private static final int STEPS = 20;

    @TempDir Path folder;

    private DeterministicKernels kernels;

    @BeforeEach
    void find() {
        ComputeDevice.engine();
        kernels = DeterministicKernels.of(Path.of(LibUtils.getLibtorchPath())).orElseThrow();
    }

    @AfterEach
    void leaveThemOff() {
        kernels.switchTo(false);
    }

    @Test
    void theEngineTakesThemUpAndSaysSo() {
        kernels.switchTo(true);
        assertThat(kernels.areOn()).isTrue();
        kernels.switchTo(false);
        assertThat(kernels.areOn()).isFalse();
    }

    @Test
    void anOperationThatKeepsNoOrderFailsAndIsNamed() {
        RunSpec run = Runs.custom(CustomModels.Puts.class);
        try (Instance instance = Runs.instance(run)) {
            Runs.train(instance, 0, 1);
            kernels.switchTo(true);
            assertThatThrownBy(() -> Runs.train(instance, 1, 2))
                    .isInstanceOf(TrainingException.class)
                    .cause()
                    .isInstanceOf(UnorderedOperationException.class)
                    .hasMessageContainingAll("run 'test'", "'put_'", "device: cpu");
            assertThatThrownBy(() -> Runs.instance(run))
                    .as("its trial run")
                    .isInstanceOf(UnorderedOperationException.class);
        }
    }

    /** So a task on a GPU changes nothing for one on the CPU in the same process. */
    @ParameterizedTest
    @MethodSource("io.ratchet.training.instance.Sameness#runs")
    void theBitsOfTheCpuStayTheSame(RunSpec run) {
        String without = trained(run);
        kernels.switchTo(true);
        assertThat(trained(run)).isEqualTo(without);
    }

    @Test
    void aLibraryWithoutThemIsTold() throws IOException {
        assertThat(DeterministicKernels.of(folder)).isEmpty();
        Path libtorch = Path.of(LibUtils.getLibtorchPath());
        Files.copy(libtorch.resolve("libc10.so"), folder.resolve("libtorch_cpu.so"));
        assertThat(DeterministicKernels.of(folder)).isEmpty();
    }

    private static String trained(RunSpec run) {
        try (Instance instance = Runs.instance(run)) {
            Runs.train(instance, 0, STEPS);
            return instance.fingerprint();
        }
    }
}
