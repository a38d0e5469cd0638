package io.ratchet.bench;

import io.ratchet.bench.checkpoint.CheckpointSuite;
import io.ratchet.bench.embeddings.EmbeddingsSuite;
import io.ratchet.bench.instances.InstancesSuite;
import io.ratchet.bench.measure.BenchContext;
import io.ratchet.bench.measure.Machine;
import io.ratchet.bench.measure.Suite;
import io.ratchet.bench.measure.SuiteReport;
import io.ratchet.bench.overhead.OverheadSuite;
import io.ratchet.bench.peers.PeersSuite;
import io.ratchet.bench.recovery.RecoverySuite;
import io.ratchet.bench.report.JsonReport;
import io.ratchet.bench.report.MarkdownReport;
import io.ratchet.bench.report.PageKind;
import io.ratchet.bench.report.PlainReport;
import io.ratchet.job.cli.Subcommand;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ratchet bench}. */
@Command(
        name = "bench",
        description = {
            "Measures what safety costs, and what it does not: contestants take turns within one run, and the result is"
                    + " told as ratios. Without a SUITE, all are run, which takes more than half an hour.",
            "The machine should have nothing else to do."
        })
public final class BenchCommand implements Subcommand {
    private static final int FULL_ROUNDS = 5;
    private static final List<Suite> SUITES =
            List.of(
                    new OverheadSuite(),
                    new CheckpointSuite(),
                    new RecoverySuite(),
                    new InstancesSuite(),
                    new PeersSuite(),
                    new EmbeddingsSuite());

    @Parameters(
            paramLabel = "SUITE",
            arity = "0..*",
            description =
                    "Which suites: overhead, checkpoint, recovery, instances, peers, embeddings.")
    private List<String> names = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description = "Writes the suites' sections into a page; other sections stay.")
    private @Nullable Path markdown;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Rounds that count (default: 5, or 1 with --small).")
    private @Nullable Integer rounds;

    @Option(
            names = "--small",
            description = "Only sees that everything works; the figures mean nothing.")
    private boolean small;

    @Override
    public Integer call() throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<Suite> suites = chosen();
        Map<String, String> machine = Machine.facts();
        machine.forEach((name, value) -> out.println(name + ": " + value));
        List<SuiteReport> reports = new ArrayList<>();
        for (Suite suite : suites) {
            Path folder = Files.createTempDirectory("ratchet-bench-");
            try {
                BenchContext context =
                        new BenchContext(
                                folder,
                                small ? BenchContext.Size.SMALL : BenchContext.Size.FULL,
                                rounds == null ? (small ? 1 : FULL_ROUNDS) : rounds,
                                line -> out.println("  [" + suite.name() + "] " + line));
                SuiteReport full = suite.run(context);
                SuiteReport report = small ? full.withoutVerdicts() : full;
                PlainReport.lines(report).forEach(out::println);
                reports.add(report);
            } finally {
                FileUtils.deleteDirectory(folder.toFile());
            }
            // After every suite, so that what was measured is not lost with a later one.
            write(machine, reports);
        }
        return 0;
    }

    private void write(Map<String, String> machine, List<SuiteReport> reports) throws IOException {
        if (json != null) {
            JsonReport.write(json, machine, reports);
        }
        if (markdown != null) {
            MarkdownReport.write(markdown, PageKind.BENCHMARKS, machine, reports);
        }
    }

    private List<Suite> chosen() {
        if (names.isEmpty()) {
            return SUITES;
        }
        List<Suite> chosen = new ArrayList<>();
        for (String name : names) {
            chosen.add(
                    SUITES.stream()
                            .filter(suite -> suite.name().equals(name))
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "There is no suite '"
                                                            + name
                                                            + "'; there are "
                                                            + SUITES.stream()
                                                                    .map(Suite::name)
                                                                    .toList()
                                                            + ".")));
        }
        return chosen;
    }
}
