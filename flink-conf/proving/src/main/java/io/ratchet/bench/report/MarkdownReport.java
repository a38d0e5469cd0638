package io.ratchet.bench.report;

import io.ratchet.bench.measure.Ratio;
import io.ratchet.bench.measure.SuiteReport;
import io.ratchet.bench.measure.Table;
import io.ratchet.bench.measure.Target;
import io.ratchet.bench.measure.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reports as a page with a section for each suite. Sections of suites that were not run this time
 * stay as they were, and so does what stands between a section's end and the next one's begin.
 */
public final class MarkdownReport {
    private MarkdownReport() {}

    /**
     * Writes the sections of these reports into a page, which is made where it is missing.
     *
     * @param kind what the page begins with, and which command makes its sections
     */
    public static void write(
            Path file, PageKind kind, Map<String, String> machine, List<SuiteReport> reports)
            throws IOException {
        String page = Files.exists(file) ? Files.readString(file) : kind.head();
        for (SuiteReport report : reports) {
            String section = section(kind, machine, report);
            Matcher matcher = sectionOf(report.suite()).matcher(page);
            page =
                    matcher.find()
                            ? matcher.replaceFirst(Matcher.quoteReplacement(section))
                            : page + "\n" + section + "\n";
        }
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(file, page);
    }

    private static Pattern sectionOf(String suite) {
        return Pattern.compile(
                Pattern.quote(begin(suite)) + ".*" + Pattern.quote(end(suite)), Pattern.DOTALL);
    }

    private static String begin(String suite) {
        return "<!-- measured: " + suite + " -->";
    }

    private static String end(String suite) {
        return "<!-- end of " + suite + " -->";
    }

    /** A suite's section. */
    static String section(PageKind kind, Map<String, String> machine, SuiteReport report) {
        StringBuilder text = new StringBuilder(begin(report.suite()));
        text.append("\n## ").append(report.suite()).append("\n\n");
        text.append(report.question()).append("\n\n");
        text.append("    flink-conf/bin/ratchet ")
                .append(kind.command())
                .append(' ')
                .append(report.suite())
                .append("\n");
        if (!report.targets().isEmpty()) {
            table(text, targets(report.targets()));
        }
        report.tables().forEach(table -> table(text, table));
        text.append("\nSetting:\n\n");
        report.setting().forEach(fact -> text.append("- ").append(fact).append('\n'));
        new TreeMap<>(machine)
                .forEach(
                        (name, value) ->
                                text.append("- ")
                                        .append(name)
                                        .append(": ")
                                        .append(value)
                                        .append('\n'));
        return text.append(end(report.suite())).toString();
    }

    /** The verdicts as a table. */
    public static Table targets(List<Target> targets) {
        Table.Builder table =
                new Table.Builder("Targets", "target", "wanted", "measured", "spread", "verdict");
        for (Target target : targets) {
            table.row(
                    target.name(),
                    target.direction().sign() + " " + Text.number(target.target()),
                    Text.number(target.value()),
                    Text.percent(target.spread()),
                    verdict(target));
        }
        return table.build();
    }

    private static String verdict(Target target) {
        if (target.met() == null) {
            return "none: too little, or too scattered";
        }
        String verdict = target.met() ? "met" : "**missed**";
        return target.spread() > Ratio.WIDEST_SPREAD ? verdict + ", by both quartiles" : verdict;
    }

    private static void table(StringBuilder text, Table table) {
        text.append("\n**").append(table.title()).append("**\n\n");
        row(text, table.columns());
        text.append("|").append("---|".repeat(table.columns().size())).append('\n');
        table.rows().forEach(cells -> row(text, cells));
    }

    private static void row(StringBuilder text, List<String> cells) {
        text.append('|');
        cells.forEach(cell -> text.append(' ').append(cell).append(" |"));
        text.append('\n');
    }
}
