package io.ratchet.drill.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.bench.report.MarkdownReport;
import io.ratchet.drill.measure.DrillResult;
import io.ratchet.drill.measure.Goal;
import io.ratchet.drill.measure.Recovery;
import io.ratchet.drill.measure.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DrillReportsTest {
    @TempDir private Path folder;

    @Test
    void jsonHasAnEntryForEachFault() throws Exception {
        Path file = folder.resolve("new/drills.json");

        DrillJson.write(
                file,
                Map.of("cores", "2"),
                List.of(
                        result("step", Optional.of(Goal.median(0.5))),
                        result("broker", Optional.empty())));

        JsonNode drills = new ObjectMapper().readTree(Files.readAllBytes(file)).path("drills");
        JsonNode step = drills.path(0);
        assertThat(step.path("fault").asText()).isEqualTo("step");
        assertThat(step.path("repeats").asInt()).isEqualTo(2);
        assertThat(step.path("gaps").asLong(-1)).isZero();
        assertThat(step.path("repeated").asLong(-1)).isZero();
        assertThat(step.path("identical").asBoolean()).isTrue();
        assertThat(step.path("p50").asDouble()).isEqualTo(0.4);
        assertThat(step.path("p95").asDouble()).isEqualTo(0.8);
        assertThat(step.path("target").asDouble()).isEqualTo(0.5);
        assertThat(step.path("met").asBoolean()).isTrue();
        assertThat(step.path("detect").path(0).isNull()).isTrue();
        JsonNode broker = drills.path(1);
        assertThat(broker.path("target").isNull()).isTrue();
        assertThat(broker.path("met").isNull()).isTrue();
    }

    @Test
    void theSectionOfAFaultIsReplacedAndOthersStay() throws Exception {
        Path file = folder.resolve("page.md");
        write(file, result("step", Optional.of(Goal.median(0.5))));
        write(file, result("broker", Optional.empty()));

        write(file, result("step", Optional.of(Goal.median(0.1))));

        assertThat(Files.readString(file))
                .startsWith("# Reliability")
                .containsOnlyOnce("## step")
                .containsOnlyOnce("## broker")
                .contains("flink-conf/bin/ratchet drill step")
                .contains("**missed**");
    }

    private static void write(Path file, DrillResult result) throws Exception {
        MarkdownReport.write(file, DrillPage.KIND, Map.of(), List.of(DrillPage.section(result)));
    }

    private static DrillResult result(String fault, Optional<Goal> goal) {
        return new DrillResult(
                fault,
                "Something fails.",
                goal,
                List.of("in a test"),
                List.of(
                        new Recovery(Double.NaN, 0.1, 0.2, 0.4, 0.5, 7),
                        new Recovery(0.1, 0.1, 0.2, 0.8, 0.9, 8)),
                new Verdict(1_000, 0, 0, "a", "a"));
    }
}
