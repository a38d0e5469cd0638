package io.ratchet.gpucheck;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.pytorch.jni.LibUtils;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.training.device.ComputeDevice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundle as the build makes it, with a libtorch as a Python torch is laid out. */
final class GpuCheckITCase {
    private static final Path BUNDLE = Path.of("target/gpu-check").toAbsolutePath();
    private static final long MOST_BYTES = 60L << 20;
    private static final long LONGEST_MINUTES = 5;

    @TempDir Path folder;
    private final String version = ComputeDevice.engine().getVersion();
    private Path torch;
    private Path javaHome = Path.of(System.getProperty("java.home"));

    /** The natives for the CPU that Maven fetched, without the binding that DJL put beside them. */
    @BeforeEach
    void installTorch() throws IOException {
        torch = folder.resolve("site-packages/torch");
        Path lib = Files.createDirectories(torch.resolve("lib"));
        try (Stream<Path> natives = Files.list(Path.of(LibUtils.getLibtorchPath()))) {
            for (Path each : natives.toList()) {
                if (!each.toString().endsWith("libdjl_torch.so")) {
                    Files.createSymbolicLink(lib.resolve(each.getFileName()), each);
                }
            }
        }
        Files.writeString(torch.resolve("version.py"), "__version__ = '" + version + "+cpu'\n");
    }

    /** The folder's own end would warn of each link. */
    @AfterEach
    void removeLinks() throws IOException {
        try (Stream<Path> links = Files.list(torch.resolve("lib"))) {
            for (Path link : links.toList()) {
                Files.delete(link);
            }
        }
    }

    @Test
    void comparesTheCpuWithItselfWhereThereIsNoGpu() throws Exception {
        // Given
        Path json = folder.resolve("figures/gpu-check.json");

        // When
        Run run = gpuCheck(torch, "--steps=12", "--seconds=0.2", "--json=" + json);

        // Then
        assertThat(run.said()).contains("NO GPU IS CHECKED", "PASSED: cpu-with-itself");
        assertThat(run.exitCode()).isZero();
        JsonNode figures = new ObjectMapper().readTree(json.toFile());
        assertThat(figures.get("passed").asBoolean()).isTrue();
        assertThat(figures.get("comparison").asText()).isEqualTo("cpu-with-itself");
        assertThat(figures.get("machine").get("libtorch").asText())
                .isEqualTo(torch.resolve("lib").toString());
        assertThat(figures.get("machine").get("CUDA_DEVICE_ORDER").asText())
                .isEqualTo("PCI_BUS_ID");
        assertThat(figures.get("machine").get("CUBLAS_WORKSPACE_CONFIG").asText())
                .isEqualTo(":4096:8");
        assertThat(figures.get("findings").findValuesAsText("part"))
                .hasSize(60)
                .contains("gradient step", "update", "image", "sameness");
        assertThat(figures.get("findings").findValues("passed")).allMatch(JsonNode::asBoolean);
        assertThat(figures.get("speeds").findValues("onDevice"))
                .hasSize(6)
                .allMatch(speed -> speed.asDouble() > 0);
    }

    @Test
    void aLibtorchOfAnotherVersionIsRefusedBeforeItIsLoaded() throws Exception {
        Files.writeString(torch.resolve("version.py"), "__version__ = '2.5.1+cu124'\n");

        Run run = gpuCheck(torch);

        assertThat(run.said())
                .contains("is version 2.5.1, but", "was made for " + version)
                .doesNotContain("\tat ");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void aGpuThatIsAskedForAndMissingIsAFailure() throws Exception {
        Run run = gpuCheck(torch.resolve("lib"), "--device=gpu");

        assertThat(run.said()).contains("GPUs seen: 0", "sees 0 GPUs").doesNotContain("PASSED");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void aFolderWithoutLibtorchIsAWrongQuestion() throws Exception {
        Run run = gpuCheck(folder);

        assertThat(run.said()).contains("there is no libtorch.so in '" + folder + "'");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void aJavaThatIsTooOldIsAWrongQuestion() throws Exception {
        // Given
        javaHome = folder.resolve("old");
        Path java = Files.createDirectories(javaHome.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho '    java.specification.version = 11' >&2\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));

        // When
        Run run = gpuCheck(torch);

        // Then
        assertThat(run.said()).contains("Java 17 or newer is needed", "is 11.");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void theBundleIsSmallAndBringsNoLibtorch() throws IOException {
        long bytes = 0;
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.walk(BUNDLE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
                names.add(String.valueOf(file.getFileName()));
            }
        }

        assertThat(bytes).isLessThan(MOST_BYTES);
        assertThat(names).contains("gpu-check.sh").noneMatch(name -> name.contains("native"));
    }

    private record Run(int exitCode, String said) {}

    private Run gpuCheck(Path libtorch, String... options) throws Exception {
        Path said = folder.resolve("said.txt");
        List<String> command = new ArrayList<>();
        command.add("sh");
        command.add(BUNDLE.resolve("gpu-check.sh").toString());
        command.addAll(List.of("--libtorch", libtorch.toString()));
        command.addAll(List.of(options));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().put("JAVA_HOME", javaHome.toString());
        builder.environment().remove("CUDA_DEVICE_ORDER");
        builder.environment().remove("CUBLAS_WORKSPACE_CONFIG");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES))
                    .as(() -> "the check has ended, but said so far: " + read(said))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Run(process.exitValue(), read(said));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
