package io.ratchet.bench.measure;

import java.util.List;

/**
 * What a suite has found.
 *
 * @param suite its name
 * @param question what it asks, in one or two sentences
 * @param setting how it was measured: sizes, rounds, settings; one fact each
 * @param tables what was measured
 * @param targets the verdicts
 */
public record SuiteReport(
        String suite,
        String question,
        List<String> setting,
        List<Table> tables,
        List<Target> targets) {
    public SuiteReport {
        setting = List.copyOf(setting);
        tables = List.copyOf(tables);
        targets = List.copyOf(targets);
    }

    /** The same without verdicts: too little was measured for them. */
    public SuiteReport withoutVerdicts() {
        return new SuiteReport(
                suite,
                question,
                setting,
                tables,
                targets.stream().map(Target::withoutVerdict).toList());
    }
}
