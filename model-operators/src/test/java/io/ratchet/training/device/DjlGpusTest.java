package io.ratchet.training.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit fills the field
class DjlGpusTest {
    @TempDir Path folder;

    @Test
    void tellsThatItDoesNotKnowWhereThereIsNone() {
        assumeTrue(DjlGpus.INSTANCE.count() == 0, "Skipped: there is a GPU, which GpuITCase asks.");

        assertThat(DjlGpus.INSTANCE.memory(0)).isEmpty();
        assertThat(DjlGpus.INSTANCE.description(0)).startsWith("gpu ").doesNotContain("compute");
        assertThat(DjlGpus.INSTANCE.engineName()).startsWith("PyTorch ");
        assertThat(DjlGpus.INSTANCE.whyNone()).contains("libtorch in /");
    }

    @Test
    void tellsABuildForTheCpuFromAMissingDriverAndAMissingRuntime() throws IOException {
        assertThat(DjlGpus.whyNone(folder, false))
                .contains(folder.toString(), "a build for the CPU", "PYTORCH_LIBRARY_PATH");
        Files.createFile(folder.resolve("libtorch_cuda.so"));
        assertThat(DjlGpus.whyNone(folder, false)).contains("no driver", "nvidia-smi");
        assertThat(DjlGpus.whyNone(folder, true)).contains("libcudart.so", "jna.library.path");
    }

    @Test
    void indicesCanBeTrustedOnlyInTheOrderOfTheDriver() {
        Map<String, String> ordered = Map.of("CUDA_DEVICE_ORDER", "PCI_BUS_ID");
        assertThat(DjlGpus.doubtOfOrder(2, ordered)).isEmpty();
        assertThat(DjlGpus.doubtOfOrder(1, Map.of())).as("nothing to confuse").isEmpty();
        assertThat(DjlGpus.doubtOfOrder(2, Map.of()))
                .hasValueSatisfying(doubt -> assertThat(doubt).contains("CUDA_DEVICE_ORDER"));
        assertThat(DjlGpus.doubtOfOrder(1, Map.of("CUDA_VISIBLE_DEVICES", "3")))
                .hasValueSatisfying(doubt -> assertThat(doubt).contains("DEVICES is 3,"));
    }

    @Test
    void sumsAreOrderedUnlessThatIsGivenUpOrCublasIsSetOtherwise() {
        Map<String, String> ordered = Map.of("CUBLAS_WORKSPACE_CONFIG", ":16:8");
        assertThat(DjlGpus.whyAnyOrder(ordered, false)).isEmpty();
        assertThat(DjlGpus.whyAnyOrder(ordered, true))
                .hasValueSatisfying(why -> assertThat(why).contains("any-order is true"));
        assertThat(DjlGpus.whyAnyOrder(Map.of(), false))
                .hasValueSatisfying(
                        why -> assertThat(why).contains("CONFIG is not set", ":4096:8"));
        assertThat(DjlGpus.whyAnyOrder(Map.of("CUBLAS_WORKSPACE_CONFIG", ":0:0"), false))
                .hasValueSatisfying(why -> assertThat(why).contains("CONFIG is :0:0"));
    }

    @Test
    void theEnvironmentThatChangesBitsIsRecorded() {
        assertThat(DjlGpus.settings(Map.of()))
                .isEqualTo("TF32 as PyTorch likes, cuBLAS workspace not set");
        assertThat(
                        DjlGpus.settings(
                                Map.of(
                                        "NVIDIA_TF32_OVERRIDE",
                                        "0",
                                        "CUBLAS_WORKSPACE_CONFIG",
                                        ":4096:8")))
                .isEqualTo("no TF32, cuBLAS workspace :4096:8");
    }
}
