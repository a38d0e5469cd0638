package io.ratchet.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.bench.measure.SuiteReport;
import io.ratchet.bench.measure.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reports as one JSON document: {@code version}, {@code machine}, {@code suites}, {@code targets}.
 */
public final class JsonReport {
    private static final int VERSION = 1;

    private JsonReport() {}

    /** Writes the file, and the folders above it. */
    public static void write(Path file, Map<String, String> machine, List<SuiteReport> reports)
            throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", VERSION);
        json.put("machine", machine);
        json.put(
                "suites",
                reports.stream()
                        .map(
                                report ->
                                        Map.of(
                                                "suite", report.suite(),
                                                "setting", report.setting(),
                                                "tables", report.tables()))
                        .toList());
        List<Map<String, Object>> targets = new ArrayList<>();
        for (SuiteReport report : reports) {
            for (Target target : report.targets()) {
                targets.add(entry(target));
            }
        }
        json.put("targets", targets);
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.write(
                file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
    }

    private static Map<String, Object> entry(Target target) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("suite", target.suite());
        entry.put("name", target.name());
        entry.put("value", target.value());
        entry.put("target", target.target());
        entry.put("direction", target.direction().code());
        entry.put("met", target.met());
        entry.put("spread", target.spread());
        return entry;
    }
}
