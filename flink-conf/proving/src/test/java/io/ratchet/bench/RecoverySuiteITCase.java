package io.ratchet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.bench.measure.BenchContext;
import io.ratchet.bench.measure.SuiteReport;
import io.ratchet.bench.recovery.RecoverySuite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoverySuiteITCase {
    @TempDir private Path folder;

    @Test
    void splitsRecoveriesIntoTheirParts() throws Exception {
        List<String> log = new ArrayList<>();

        SuiteReport report =
                new RecoverySuite()
                        .run(new BenchContext(folder, BenchContext.Size.SMALL, 1, log::add));

        assertThat(report.tables()).hasSize(1);
        assertThat(report.tables().get(0).rows())
                .hasSize(9)
                .allSatisfy(part -> assertThat(part).doesNotContain("–"));
        assertThat(report.targets())
                .singleElement()
                .satisfies(target -> assertThat(target.value()).isPositive());
        assertThat(log).hasSize(4);
    }
}
