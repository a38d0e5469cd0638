package io.ratchet.gpucheck;

import io.ratchet.bench.measure.Machine;
import io.ratchet.bench.report.PlainReport;
import io.ratchet.job.cli.ExitCode;
import io.ratchet.job.cli.Subcommand;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.device.MissingDeviceException;
import io.ratchet.training.engine.EngineLibraryException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ratchet gpu-check}, and the main class of the bundle. */
@Command(
        name = "gpu-check",
        description = {
            "Compares what a GPU computes with what the CPU computes: gradients of every kind of layer, updates of every"
                    + " optimizer, images and restores; sees whether the same run gives the same bits again, also after"
                    + " an interruption and in another process; and measures steps and copies. Exits with 0 only if all"
                    + " comparisons pass.",
            "Where there is no GPU it says so, and compares the CPU with itself."
        })
public final class GpuCheckCommand implements Subcommand {
    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            defaultValue = "auto",
            description =
                    "What is compared with the CPU: auto, cpu, gpu, gpu:N (default:"
                            + " ${DEFAULT-VALUE}). With gpu, a missing one is a failure.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String device;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "60",
            description = "Steps of a compared run (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "5",
            description =
                    "How long each model's speed is measured (default: ${DEFAULT-VALUE}); 0 leaves"
                            + " it out.")
    private double seconds;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes all figures as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--second-process",
            paramLabel = "FOLDER",
            hidden = true,
            description = "What the check itself starts.")
    private @Nullable Path second;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** Runs the check by itself, without the command line of Ratchet. */
    public static void main(String[] arguments) {
        CommandLine commandLine =
                new CommandLine(new GpuCheckCommand())
                        .setExecutionExceptionHandler(
                                (failure, failed, parsed) -> {
                                    if (isOfTheMachine(failure)) {
                                        failed.getErr().println(failure.getMessage());
                                    } else {
                                        failure.printStackTrace(failed.getErr());
                                    }
                                    return ExitCode.FAILED;
                                });
        System.exit(commandLine.execute(arguments));
    }

    /** What is missing on the machine; the message says what to do. */
    private static boolean isOfTheMachine(Exception failure) {
        return failure instanceof EngineLibraryException
                || failure instanceof MissingDeviceException;
    }

    @Override
    public Integer call() throws Exception {
        if (steps < 3 || seconds < 0) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--steps must be at least 3 and --seconds at least 0, but they are "
                            + steps
                            + " and "
                            + seconds
                            + ".");
        }
        ComputeDevice asked = ComputeDevice.parse(device);
        if (second != null) {
            new SamenessCheck(asked.resolved(), steps).runSecond(CheckedModel.small(), second);
            return ExitCode.DONE;
        }
        PrintWriter out = spec.commandLine().getOut();
        Map<String, String> machine = new LinkedHashMap<>(Machine.facts());
        machine.putAll(GpuFacts.seen());
        tell(out, machine); // also where the device is missing
        ComputeDevice resolved = asked.resolved();
        Map<String, String> settings = GpuFacts.settings(resolved);
        tell(out, settings);
        machine.putAll(settings);
        if (!(resolved instanceof ComputeDevice.Gpu)) {
            out.println();
            out.println(
                    "NO GPU IS CHECKED: the CPU is compared with itself, so that the check is.");
        }
        out.flush();
        CheckResult result =
                new GpuCheck(
                                resolved,
                                steps,
                                Duration.ofMillis(Math.round(1000 * seconds)),
                                part -> tell(out, Map.of("checking", part)))
                        .run();
        if (json != null) {
            result.write(json, machine);
        }
        PlainReport.lines(result.report()).forEach(out::println);
        out.println();
        long failed = result.findings().stream().filter(finding -> !finding.passed()).count();
        out.println(
                result.passed()
                        ? "PASSED: " + result.comparison()
                        : "FAILED: " + failed + " of " + result.findings().size() + " comparisons");
        out.flush();
        return result.passed() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static void tell(PrintWriter out, Map<String, String> facts) {
        facts.forEach((name, value) -> out.println(name + ": " + value));
        out.flush();
    }
}
