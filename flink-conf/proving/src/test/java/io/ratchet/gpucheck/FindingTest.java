package io.ratchet.gpucheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.bench.report.PlainReport;
import io.ratchet.training.device.ComputeDevice;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FindingTest {
    private static final Finding NEAR = new Finding("part", "what", 1e-5, 1e-4, "");

    @Test
    void whatIsNotANumberDoesNotPass() {
        assertThat(NEAR.passed()).isTrue();
        assertThat(new Finding("part", "what", 0, 0, "").passed()).isTrue();
        assertThat(new Finding("part", "what", 2e-4, 1e-4, "").passed()).isFalse();
        assertThat(new Finding("part", "what", Double.NaN, 1, "").passed()).isFalse();
    }

    @Test
    void oneThatFailsFailsTheCheckAndNothingComparedIsNoPass() {
        Finding far = new Finding("part", "what", 2, 1, "weight");
        ComputeDevice cpu = new ComputeDevice.Cpu();

        assertThat(new CheckResult(cpu, List.of(NEAR), List.of()).passed()).isTrue();
        assertThat(new CheckResult(cpu, List.of(NEAR, far), List.of()).passed()).isFalse();
        assertThat(new CheckResult(cpu, List.of(), List.of()).passed()).isFalse();
        assertThat(PlainReport.lines(new CheckResult(cpu, List.of(far), List.of()).report()))
                .anyMatch(line -> line.contains("NO") && line.contains("weight"));
        assertThat(far.cells()).containsExactly("part", "what", "2", "1", "NO", "weight");
    }

    @Test
    void aPartThatCannotBeCarriedOutHasFailed() {
        List<Finding> findings =
                GpuCheck.findings(
                        "images",
                        () -> {
                            throw new IllegalStateException("CUDA error: an illegal instruction");
                        });

        assertThat(findings).hasSize(1).noneMatch(Finding::passed);
        assertThat(findings.get(0).detail()).contains("CUDA error: an illegal instruction");
    }
}
