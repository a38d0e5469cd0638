package io.ratchet.drill.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.drill.measure.DrillResult;
import io.ratchet.drill.measure.Goal;
import io.ratchet.drill.measure.Recovery;
import io.ratchet.drill.measure.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Results as one JSON document: {@code version}, {@code machine}, {@code drills}; seconds. */
public final class DrillJson {
    private static final int VERSION = 1;

    private DrillJson() {}

    /** Writes the file, and the folders above it. */
    public static void write(Path file, Map<String, String> machine, List<DrillResult> results)
            throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", VERSION);
        json.put("machine", machine);
        json.put("drills", results.stream().map(DrillJson::entry).toList());
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.write(
                file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
    }

    private static Map<String, Object> entry(DrillResult result) {
        Verdict verdict = result.verdict();
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("fault", result.fault());
        entry.put("repeats", result.recoveries().size());
        entry.put("gaps", verdict.gaps());
        entry.put("repeated", verdict.repeated());
        entry.put("identical", verdict.identical());
        entry.put("p50", result.firstSteps().percentile(0.5));
        entry.put("p95", result.firstSteps().percentile(0.95));
        entry.put("target", result.goal().map(Goal::seconds).orElse(null));
        entry.put("targetShare", result.goal().map(Goal::share).orElse(null));
        entry.put("met", result.met());
        entry.put("steps", verdict.steps());
        entry.put("sha256", verdict.sha256());
        entry.put("expectedSha256", verdict.expectedSha256());
        entry.put("detect", values(result, Recovery::detect));
        entry.put("restart", values(result, Recovery::restart));
        entry.put("restore", values(result, Recovery::restore));
        entry.put("firstStep", values(result, Recovery::firstStep));
        entry.put("caughtUp", values(result, Recovery::caughtUp));
        entry.put("replayed", result.recoveries().stream().map(Recovery::replayed).toList());
        return entry;
    }

    private static List<@Nullable Double> values(
            DrillResult result, ToDoubleFunction<Recovery> part) {
        return result.recoveries().stream()
                .mapToDouble(part)
                .mapToObj(seconds -> Double.isNaN(seconds) ? null : (Double) seconds)
                .toList();
    }
}
