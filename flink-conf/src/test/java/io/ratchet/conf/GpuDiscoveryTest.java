package io.ratchet.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The discovery script of the local cluster, where {@code nvidia-smi} says this or that. */
final class GpuDiscoveryTest {
    private static final Path SCRIPT = Path.of("conf/nvidia-gpu-discovery.sh").toAbsolutePath();
    private static final long LONGEST_SECONDS = 20;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private record Run(int exitCode, String printed, String said) {}

    @Test
    void printsTheFirstIndicesInOneLine() throws Exception {
        Run run = discover(2, "echo 0; echo ' 1'; echo 12");

        assertThat(run).isEqualTo(new Run(0, "0,1\n", ""));
    }

    @Test
    void failsWhereThereAreFewer() throws Exception {
        Run run = discover(3, "echo 0; echo 1");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.printed()).isEmpty();
        assertThat(run.said()).contains("3 GPUs were asked for, but nvidia-smi finds 2");
    }

    /** As it does without a driver, and where it finds no GPU: on standard output, some with 0. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo 'NVIDIA-SMI has failed because it could not ask the driver.'; exit 9",
                "echo 'No devices were found'; exit 6",
                "echo 'No devices were found'",
                "echo 0; echo 'Unable to determine the device handle for GPU'; exit 255"
            })
    void takesNoErrorForAnIndex(String nvidiaSmi) throws Exception {
        Run run = discover(1, nvidiaSmi);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.printed()).isEmpty();
        assertThat(run.said()).containsAnyOf("has failed", "No devices", "Unable to determine");
    }

    private Run discover(int amount, String nvidiaSmi) throws Exception {
        Path fake = folder.resolve("nvidia-smi");
        Files.writeString(fake, "#!/bin/sh\n" + nvidiaSmi + "\n");
        Files.setPosixFilePermissions(fake, PosixFilePermissions.fromString("rwx------"));
        Path printed = folder.resolve("printed");
        Path said = folder.resolve("said");
        ProcessBuilder builder =
                new ProcessBuilder("sh", SCRIPT.toString(), Integer.toString(amount))
                        .redirectOutput(printed.toFile())
                        .redirectError(said.toFile());
        builder.environment().merge("PATH", folder.toString(), (path, own) -> own + ':' + path);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Run(process.exitValue(), Files.readString(printed), Files.readString(said));
    }
}
