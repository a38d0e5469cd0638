package io.ratchet.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProcessEndITCase {
    private static final long LONGEST_SECONDS = 60;

    @Test
    void anErrorThatNobodyCatchesInAnyThreadEndsTheProcess() throws Exception {
        Process process = start(DyingProcess.IN_A_THREAD);
        try (var lines = process.inputReader(UTF_8)) {
            assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(ExitCode.FAILED);
            assertThat(lines.lines().collect(Collectors.joining("\n")))
                    .contains("in thread 'dies'", "MaxDirectMemorySize");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aShutdownHookThatDoesNotComeBackIsNotWaitedForForEver() throws Exception {
        Process process = start(DyingProcess.IN_A_HOOK);
        try {
            assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(ExitCode.DONE);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(String how) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DyingProcess.class.getName(),
                        how)
                .redirectErrorStream(true)
                .start();
    }
}
