package io.ratchet.job.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.job.cli.ExitCode;
import io.ratchet.job.cli.Ratchet;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that the README begins with, with fewer interruptions. */
final class DemoITCase {
    @Test
    void endsWithTheSameModelThreeTimes(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("report.json");

        int exitCode =
                Ratchet.commandLine()
                        .execute(
                                "demo",
                                "--interruptions",
                                "2",
                                "--seed",
                                "11",
                                "--json",
                                file.toString());

        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(json.get("identical").booleanValue()).isTrue();
        assertThat(json.get("uninterruptedSha256").textValue())
                .hasSize(64)
                .isEqualTo(json.get("interruptedSha256").textValue())
                .isEqualTo(json.get("plainLoopSha256").textValue());
        assertThat(json.get("interruptions").intValue()).isEqualTo(2);
        assertThat(json.get("gaps").longValue()).isZero();
        assertThat(json.get("repeats").longValue()).isZero();
        assertThat(json.get("resumedAtStep"))
                .hasSize(2)
                .allSatisfy(step -> assertThat(step.longValue()).isPositive());
        assertThat(json.get("quarantined").intValue()).isEqualTo(20);
        assertThat(json.get("steps").intValue()).isEqualTo(6250);
        assertThat(json.get("auc").doubleValue()).isGreaterThan(0.6);
        assertThat(exitCode).isEqualTo(ExitCode.DONE);
    }
}
