package io.ratchet.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.bench.measure.Ratio;
import io.ratchet.bench.measure.Series;
import io.ratchet.bench.measure.SuiteReport;
import io.ratchet.bench.measure.Table;
import io.ratchet.bench.measure.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
    private static final Map<String, String> MACHINE = Map.of("cores", "2");

    @TempDir private Path folder;

    @Test
    void jsonListsEveryTarget() throws Exception {
        Path file = folder.resolve("new/bench.json");

        JsonReport.write(file, MACHINE, List.of(report("one", 2.0), scattered()));

        JsonNode targets = new ObjectMapper().readTree(file.toFile()).get("targets");
        assertThat(targets).hasSize(2);
        assertThat(targets.get(0).get("suite").asText()).isEqualTo("one");
        assertThat(targets.get(0).get("direction").asText()).isEqualTo("min");
        assertThat(targets.get(0).get("met").asBoolean()).isTrue();
        assertThat(targets.get(1).get("met").isNull()).isTrue();
        assertThat(targets.get(1).get("spread").asDouble()).isPositive();
    }

    @Test
    void aSuiteMeasuredAgainReplacesItsSectionAlone() throws Exception {
        Path file = folder.resolve("benchmarks.md");
        MarkdownReport.write(
                file,
                PageKind.BENCHMARKS,
                MACHINE,
                List.of(report("one", 2.0), report("two", 3.0)));
        Files.writeString(file, Files.readString(file) + "\nWritten by hand.\n");

        MarkdownReport.write(file, PageKind.BENCHMARKS, MACHINE, List.of(report("one", 0.5)));

        String page = Files.readString(file);
        assertThat(page)
                .startsWith("# Benchmarks")
                .contains("| ratio | ≥ 1.00 | 0.50 | 0.00 % | **missed** |")
                .contains("| ratio | ≥ 1.00 | 3.00 | 0.00 % | met |")
                .doesNotContain("| 2.00 |")
                .endsWith("\nWritten by hand.\n");
    }

    private static SuiteReport report(String suite, double ratio) {
        Ratio ratios = new Ratio(new Series(List.of(ratio)));
        return new SuiteReport(
                suite,
                "Is it?",
                List.of("one round"),
                List.of(new Table.Builder("Figures", "what", "value").row("a", "b").build()),
                List.of(Target.ofRatio(suite, "ratio", ratios, Target.Direction.MIN, 1)));
    }

    private static SuiteReport scattered() {
        Ratio ratios = new Ratio(new Series(List.of(1.0, 2.0, 3.0, 4.0)));
        return new SuiteReport(
                "scattered",
                "Is it?",
                List.of(),
                List.of(),
                List.of(Target.ofRatio("scattered", "r", ratios, Target.Direction.MIN, 1)));
    }
}
