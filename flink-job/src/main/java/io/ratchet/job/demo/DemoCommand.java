package io.ratchet.job.demo;

import io.ratchet.job.cli.ExitCode;
import io.ratchet.job.cli.Subcommand;
import io.ratchet.kafka.loader.ConsoleProgressBar;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ratchet demo}. */
@Command(
        name = "demo",
        description = {
            """
            Trains a model on real flights three times: in a plain loop without Flink, undisturbed \
            in Flink, and in Flink while faults strike at unpredictable moments. Exits with 0 only \
            if all three end with the same model to the bit, and no record was lost or counted \
            twice.""",
            "Broker and Flink run in this process; nothing is left behind."
        })
public final class DemoCommand implements Subcommand {
    private static final int FAULTS_A_PASS = 5;

    @Option(
            names = "--interruptions",
            defaultValue = "5",
            paramLabel = "N",
            description = "How many faults strike (default: ${DEFAULT-VALUE}).")
    private int interruptions;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description =
                    "Decides which faults strike when (default: another one every time; it is printed).")
    private @Nullable Long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the result as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description =
                    "Keeps the broker's data, checkpoints and models there (default: a temporary folder).")
    private @Nullable Path folder;

    @Override
    public Integer call() throws Exception {
        if (interruptions < 0) {
            throw new IllegalArgumentException(
                    "--interruptions is " + interruptions + ", but must be 0 or more.");
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        boolean terminal = hasTerminal();
        Path work = folder == null ? Files.createTempDirectory("ratchet-demo-") : folder;
        long faultSeed =
                Optional.ofNullable(seed)
                        .orElseGet(() -> (long) ThreadLocalRandom.current().nextInt());
        try {
            // Enough records that the last fault still finds the source at work.
            int passes = 1 + interruptions / FAULTS_A_PASS;
            DemoTopic topic =
                    new DemoTopic(
                            passes, new ConsoleProgressBar(out, terminal, "Loading real flights"));
            StepBar line = new StepBar(out, terminal);
            DemoReport report = new Demo(work, interruptions, faultSeed, topic, line).run();
            print(report, out);
            if (json != null) {
                report.writeJson(json);
            }
            return report.holds() ? ExitCode.DONE : ExitCode.FAILED;
        } finally {
            if (folder == null) {
                FileUtils.deleteDirectory(work.toFile());
            }
        }
    }

    @SuppressWarnings(
            "SystemConsoleNull") // from JDK 22 on, a file gets a terminal's lines: not worth more
    private static boolean hasTerminal() {
        return System.console() != null;
    }

    private static void print(DemoReport report, PrintStream out) {
        out.println();
        out.println("Verdict");
        for (DemoReport.Claim claim : report.claims()) {
            out.printf(
                    "  %-5s %-58s %s%n",
                    claim.holds() ? "yes" : "NO", claim.claim(), claim.found());
        }
        Map<String, Double> recovery = report.recoverySeconds();
        out.printf(
                Locale.ROOT,
                "  recovery: p50 %.2f s, p95 %.2f s, longest %.2f s%n",
                recovery.get("p50"),
                recovery.get("p95"),
                recovery.get("max"));
        out.printf(
                "  SHA-256: plain loop  %s%n           undisturbed %s%n           interrupted %s%n",
                report.plain().sha256(),
                report.undisturbed().sha256(),
                report.interrupted().sha256());
        out.println(report.holds() ? "Everything holds." : "Not everything holds.");
    }
}
