package io.ratchet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.bench.instances.InstancesSuite;
import io.ratchet.bench.measure.BenchContext;
import io.ratchet.bench.measure.SuiteReport;
import io.ratchet.bench.overhead.OverheadSuite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the suites work; not how fast anything is. */
class SuitesITCase {
    @TempDir private Path folder;

    @Test
    void comparesWholeJobsWithBareLoops() throws Exception {
        SuiteReport report = new OverheadSuite().run(small());

        assertThat(report.tables())
                .satisfiesExactly(
                        table -> assertThat(table.rows()).hasSize(7),
                        cores ->
                                assertThat(cores.rows())
                                        .hasSize(4)
                                        .allSatisfy(
                                                row -> assertThat(row.get(1)).isNotEqualTo("0")));
        assertThat(report.targets()).allMatch(target -> target.value() > 0);
    }

    @Test
    void comparesManySmallModelsWithThoseWrittenByHand() throws Exception {
        SuiteReport report = new InstancesSuite().run(small());

        assertThat(report.tables())
                .singleElement()
                .satisfies(table -> assertThat(table.rows()).hasSize(2));
        assertThat(report.targets()).hasSize(2).allMatch(target -> target.value() > 0);
    }

    private BenchContext small() {
        List<String> log = new ArrayList<>();
        return new BenchContext(folder, BenchContext.Size.SMALL, 1, log::add);
    }
}
