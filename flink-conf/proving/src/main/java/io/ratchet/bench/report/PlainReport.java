package io.ratchet.bench.report;

import io.ratchet.bench.measure.SuiteReport;
import io.ratchet.bench.measure.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report as text for a terminal. */
public final class PlainReport {
    private PlainReport() {}

    /** The report's lines. */
    public static List<String> lines(SuiteReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("== " + report.suite() + ": " + report.question());
        report.setting().forEach(fact -> lines.add("   " + fact));
        for (Table table : report.tables()) {
            table(lines, table);
        }
        if (!report.targets().isEmpty()) {
            table(lines, MarkdownReport.targets(report.targets()));
        }
        return lines;
    }

    private static void table(List<String> lines, Table table) {
        int[] widths = new int[table.columns().size()];
        List<List<String>> all = new ArrayList<>();
        all.add(table.columns());
        all.addAll(table.rows());
        for (List<String> row : all) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        lines.add("");
        lines.add("   " + table.title());
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder("  ");
            for (int column = 0; column < widths.length; column++) {
                line.append(
                        String.format(Locale.ROOT, " %-" + widths[column] + "s ", row.get(column)));
            }
            lines.add(line.toString().stripTrailing());
        }
    }
}
