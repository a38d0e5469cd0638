package io.ratchet.job.cli.job;

import io.ratchet.job.cli.ExitCode;
import io.ratchet.job.cli.KafkaOptions;
import io.ratchet.job.cli.SignalWatch;
import io.ratchet.job.cli.SlowBroker;
import io.ratchet.job.cli.Subcommand;
import io.ratchet.job.cli.Terminal;
import io.ratchet.job.cluster.KafkaAccess;
import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.message.Message;
import io.ratchet.job.rest.TrainAddress;
import io.ratchet.job.resume.JobPlan;
import io.ratchet.job.resume.StartDecision;
import io.ratchet.job.start.Attempt;
import io.ratchet.job.start.JobStart;
import io.ratchet.job.start.Starter;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.run.RunStatus;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ratchet train}: trains a configuration on a Flink in this process. */
@Command(
        name = "train",
        description = {
            "Trains a configuration on a Flink in this process.",
            """
            The same command again, after an interruption of any kind, goes on where it was; after \
            success, it reports the result.""",
            """
            What it keeps lies in ./ratchet-data of the folder in which it is given, unless the \
            configuration says otherwise: give it in the same folder again."""
        })
public final class TrainCommand implements Subcommand {
    private static final String UNENDED =
            """
            Flink has ended the job before all of its runs have succeeded. Where a run still \
            trains, the job was stopped or cancelled, and the same command goes on.""";

    @Parameters(paramLabel = "CONFIG", description = "The configuration, a YAML file.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the result to a file.")
    private @Nullable Path json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        long startNanos = System.nanoTime();
        SignalWatch signals = SignalWatch.ofProcess(spec.commandLine().getErr()::println);
        PrintWriter out = spec.commandLine().getOut();
        JobConfiguration configuration = ConfigurationReader.read(file);
        StartChecks.check(configuration);
        try (KafkaAccess kafka = KafkaOptions.openForReading(configuration.broker())) {
            out.println("Kafka: " + kafka.address());
            SlowBroker.during(kafka, out, () -> kafka.makeOutputTopics(configuration));
            List<String> losses = kafka.inputLosses(configuration);
            losses.forEach(out::println);
            runningHere(configuration.job()).forEach(out::println);
            TrainingSession.Result result =
                    new JobStart(configuration, kafka).run(starter(out, signals), out::println);
            result.failure().ifPresent(spec.commandLine().getErr()::println);
            RunReport.print(result.states(), configuration.train().modelDirectory(), out);
            if (json != null) {
                double seconds = (System.nanoTime() - startNanos) / 1e9;
                RunReport.write(configuration.job(), result.states(), losses, seconds, json);
            }
            if (result.failure().isPresent()) {
                return ExitCode.FAILED;
            }
            if (!succeeded(configuration, result.states())) {
                Optional<SignalWatch.Signal> ended = signals.first();
                if (ended.isPresent()) {
                    return ended.get().exitCode();
                }
                if (result.states().size() < configuration.runs().size()
                        || result.states().stream().anyMatch(TrainCommand::trains)) {
                    spec.commandLine().getErr().println(UNENDED);
                }
                return ExitCode.FAILED;
            }
            return ExitCode.DONE;
        }
    }

    private static Starter<TrainingSession.Result> starter(PrintWriter out, SignalWatch signals) {
        return new Starter<>() {
            @Override
            public TrainingSession.Result ended(StartDecision.Ended ended) {
                out.println(ended.text());
                return TrainingSession.Result.ended(ended.states());
            }

            @Override
            public Attempt<TrainingSession.Result> run(JobPlan plan) throws InterruptedException {
                StartLines.print(plan, out);
                TrainingSession.Result result =
                        new TrainingSession(plan, out, Terminal.isWatched(), signals).train();
                return new Attempt<>(
                        result,
                        result.unusable().isPresent() && signals.first().isEmpty(),
                        result.unusable().map(reason -> "Starts again: " + reason).stream()
                                .toList());
            }
        };
    }

    /** Which processes of this folder train the job now: a start takes it from them. */
    private static List<String> runningHere(String job) {
        return TrainAddress.others(TrainAddress.FOLDER, job).stream()
                .map(
                        process ->
                                Message.of(
                                        """
                                        Process %s of this folder trains job '%s' now. This start \
                                        takes it over, and that process ends.""",
                                        process, job))
                .toList();
    }

    private static boolean trains(RunStateRecord state) {
        return state.status() == RunStatus.TRAINING;
    }

    static boolean succeeded(JobConfiguration configuration, List<RunStateRecord> states) {
        return states.size() == configuration.runs().size()
                && states.stream().allMatch(state -> state.status() == RunStatus.SUCCEEDED);
    }
}
