package io.ratchet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.bench.checkpoint.CheckpointSuite;
import io.ratchet.bench.measure.BenchContext;
import io.ratchet.bench.measure.SuiteReport;
import io.ratchet.bench.measure.Table;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointSuiteITCase {
    @TempDir private Path folder;

    @Test
    void measuresPausesSettingsAndFrequencies() throws Exception {
        SuiteReport report =
                new CheckpointSuite()
                        .run(
                                new BenchContext(
                                        folder, BenchContext.Size.SMALL, 1, System.out::println));

        assertThat(report.tables())
                .extracting(Table::title)
                .satisfiesExactly(
                        title -> assertThat(title).startsWith("Checkpoints every"),
                        title -> assertThat(title).startsWith("Backends and settings"),
                        title -> assertThat(title).startsWith("Frequency"));
        assertThat(report.targets())
                .hasSize(4)
                .allSatisfy(
                        target -> {
                            assertThat(target.suite()).isEqualTo("checkpoint");
                            assertThat(target.value()).isFinite();
                        });
    }
}
