package io.ratchet.gpucheck;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.bench.measure.SuiteReport;
import io.ratchet.bench.measure.Table;
import io.ratchet.bench.measure.Text;
import io.ratchet.training.device.ComputeDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a check found.
 *
 * @param device what was compared with the CPU
 * @param findings the comparisons
 * @param speeds the figures
 */
record CheckResult(ComputeDevice device, List<Finding> findings, List<Speed> speeds) {
    private static final int VERSION = 1;

    CheckResult {
        findings = List.copyOf(findings);
        speeds = List.copyOf(speeds);
    }

    /** Whether all comparisons passed, and there were some. */
    boolean passed() {
        return !findings.isEmpty() && findings.stream().allMatch(Finding::passed);
    }

    /** What was compared with what, in a word. */
    String comparison() {
        return device instanceof ComputeDevice.Gpu ? "gpu-with-cpu" : "cpu-with-itself";
    }

    /** For a terminal. */
    SuiteReport report() {
        Table.Builder compared =
                new Table.Builder(
                        "What was compared", "part", "what", "apart", "limit", "passed", "where");
        findings.forEach(finding -> compared.row(finding.cells()));
        List<Table> tables = new ArrayList<>(List.of(compared.build()));
        if (!speeds.isEmpty()) {
            tables.add(figures());
        }
        return new SuiteReport(
                "gpu-check", device + " against the CPU", List.of(), tables, List.of());
    }

    private Table figures() {
        Table.Builder figures =
                new Table.Builder("How fast", "what", "unit", device.toString(), "CPU");
        for (Speed speed : speeds) {
            figures.row(
                    speed.what(),
                    speed.unit(),
                    Text.number(speed.onDevice()),
                    Text.number(speed.onCpu()));
        }
        return figures.build();
    }

    /**
     * Writes the file, and the folders above it: {@code version}, {@code passed}, {@code
     * comparison}, {@code device}, {@code machine}, {@code findings}, {@code speeds}.
     */
    void write(Path file, Map<String, String> machine) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", VERSION);
        json.put("passed", passed());
        json.put("comparison", comparison());
        json.put("device", device.toString());
        json.put("machine", machine);
        json.put("findings", findings.stream().map(CheckResult::entry).toList());
        json.put("speeds", speeds);
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.write(
                file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
    }

    private static Map<String, Object> entry(Finding finding) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("part", finding.part());
        entry.put("what", finding.what());
        entry.put("passed", finding.passed());
        entry.put("measured", finding.measured());
        entry.put("limit", finding.limit());
        entry.put("detail", finding.detail());
        return entry;
    }
}
