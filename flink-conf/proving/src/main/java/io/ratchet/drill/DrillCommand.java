package io.ratchet.drill;

import io.ratchet.bench.measure.Machine;
import io.ratchet.bench.report.MarkdownReport;
import io.ratchet.drill.fault.Fault;
import io.ratchet.drill.fault.Faults;
import io.ratchet.drill.measure.DrillResult;
import io.ratchet.drill.report.DrillJson;
import io.ratchet.drill.report.DrillPage;
import io.ratchet.job.cli.ExitCode;
import io.ratchet.job.cli.Subcommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ratchet drill}. */
@Command(
        name = "drill",
        description = {
            "Starts a real cluster with a job that trains, lets a fault strike again and again, measures from outside"
                    + " how the job comes back, and compares what it has committed and the model it ends with with a"
                    + " plain loop over the same records. Exits with 0 only if nothing was lost, nothing came twice, and"
                    + " the models are the same to the bit.",
            "Times mean something only on a machine that has nothing else to do."
        })
public final class DrillCommand implements Subcommand {
    @Parameters(
            paramLabel = "FAULT",
            arity = "0..*",
            description = "Which faults; all without any. --list tells them.")
    private List<String> names = List.of();

    @Option(names = "--list", description = "Tells the faults, and does nothing.")
    private boolean list;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often each fault strikes (default: ${DEFAULT-VALUE}).")
    private int repeats;

    @Option(
            names = "--random",
            description =
                    "Faults of mixed kinds on one cluster instead: all kinds that one cluster with"
                            + " one broker comes back from. Interrupted, it leaves the cluster"
                            + " running, and the same command goes on behind the last fault that was"
                            + " survived; 'ratchet cluster stop --folder FOLDER/random-S/cluster'"
                            + " stops it instead.")
    private boolean random;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Draws the faults of --random (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many faults --random draws (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description = "Writes the faults' sections into a page; other sections stay.")
    private @Nullable Path markdown;

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            defaultValue = "./ratchet-data/drill",
            description =
                    "For clusters, checkpoints and logs, one folder for each drill (default:"
                            + " ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path folder;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Narration narration = new Narration(spec.commandLine().getOut());
        List<Fault> faults =
                names.isEmpty() ? Faults.all() : names.stream().map(Faults::named).toList();
        if (list) {
            faults.forEach(fault -> narration.say(fault.code() + ": " + fault.story()));
            return ExitCode.DONE;
        }
        if (random && !names.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--random draws the faults itself, but "
                            + names
                            + " are named. Leave out one.");
        }
        Map<String, String> machine = Machine.facts();
        machine.forEach((name, value) -> narration.say(name + ": " + value));
        List<DrillResult> results = new ArrayList<>();
        if (random) {
            Path own = folder.resolve("random-" + seed);
            results.add(new RandomDrill(own, seed, count, narration).run());
            write(machine, results);
        } else {
            RepeatedDrill drill = new RepeatedDrill(folder, repeats, narration);
            for (Fault fault : faults) {
                results.add(drill.run(fault));
                // After every drill, so that what was measured is not lost with a later one.
                write(machine, results);
            }
        }
        return results.stream().allMatch(result -> result.verdict().clean())
                ? ExitCode.DONE
                : ExitCode.FAILED;
    }

    private void write(Map<String, String> machine, List<DrillResult> results) throws IOException {
        if (json != null) {
            DrillJson.write(json, machine, results);
        }
        if (markdown != null) {
            MarkdownReport.write(
                    markdown,
                    DrillPage.KIND,
                    machine,
                    results.stream().map(DrillPage::section).toList());
        }
    }
}
