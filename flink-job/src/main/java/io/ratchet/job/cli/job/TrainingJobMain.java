package io.ratchet.job.cli.job;

import io.ratchet.job.FlinkSettings;
import io.ratchet.job.TrainingJob;
import io.ratchet.job.cluster.KafkaAccess;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.configuration.ResumePolicy;
import io.ratchet.job.message.Message;
import io.ratchet.job.resume.JobPlan;
import io.ratchet.job.resume.StartDecision;
import io.ratchet.job.start.Attempt;
import io.ratchet.job.start.JobStart;
import io.ratchet.job.start.Starter;
import io.ratchet.operator.StepInterceptor;
import io.ratchet.operator.result.RunStateRecord;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The entry point of {@code flink run}: submits a configuration to the cluster that the command
 * line of Flink has chosen. It goes on by itself where the job was; a savepoint that is given to
 * {@code flink run} wins.
 */
@Command(
        name = "flink run JAR",
        mixinStandardHelpOptions = true,
        description = "Trains a configuration on a Flink that runs by itself.")
public final class TrainingJobMain {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingJobMain.class);

    @Option(
            names = "--config",
            required = true,
            paramLabel = "CONFIG",
            description = "The configuration, a YAML file, readable where this is run.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private TrainingJobMain() {}

    /** Submits a job. Flink takes an exception, not an exit code, for a failure. */
    public static void main(String[] arguments) throws Exception {
        TrainingJobMain job = new TrainingJobMain();
        CommandLine commandLine =
                new CommandLine(job)
                        .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        // Not execute(), which turns every exception into an exit code that Flink does not see.
        if (!CommandLine.printHelpIfRequested(commandLine.parseArgs(arguments))) {
            job.submit();
        }
    }

    private void submit() throws Exception {
        JobConfiguration configuration = withGivenSavepoint(ClusterStart.read(file));
        try (KafkaAccess kafka = KafkaAccess.open(configuration.broker())) {
            kafka.makeOutputTopics(configuration);
            kafka.inputLosses(configuration).forEach(this::say);
            new JobStart(configuration, kafka).run(starter(configuration), this::say);
        }
    }

    /** Flink does not return before the job ends, and then this program starts no other one. */
    private Starter<Boolean> starter(JobConfiguration configuration) {
        return new Starter<>() {
            @Override
            public Boolean ended(StartDecision.Ended ended) {
                tellEnd(configuration, ended);
                return false;
            }

            @Override
            public Attempt<Boolean> run(JobPlan plan) throws Exception {
                submit(plan);
                return Attempt.last(true);
            }
        };
    }

    private void submit(JobPlan plan) throws Exception {
        tell(plan.beginning(), plan.configuration());
        plan.notices().forEach(notice -> spec.commandLine().getOut().println(notice));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(FlinkSettings.of(plan));
        new TrainingJob(plan, StepInterceptor.NONE).addTo(environment);
        environment.execute();
    }

    private void tellEnd(JobConfiguration configuration, StartDecision.Ended ended) {
        tell(
                Message.of(
                        "is not submitted. %s%s",
                        ended.text(),
                        ended.states().stream()
                                .map(TrainingJobMain::text)
                                .collect(Collectors.joining("; ", " It ended with ", "."))),
                configuration);
    }

    private static String text(RunStateRecord state) {
        return Message.of(
                "run '%s' %s at step %s, SHA-256 %s",
                state.run(), state.status().code(), state.step(), state.sha256());
    }

    /** In the log of Flink's command line, and where its user looks. */
    private void tell(String what, JobConfiguration configuration) {
        say("Job '" + configuration.job() + "' " + what);
    }

    private void say(String what) {
        LOG.info("{}", what);
        spec.commandLine().getOut().println(what);
    }

    /**
     * {@code flink run -s} says where to go on from by Flink's own setting, which is there before
     * the job's.
     */
    private JobConfiguration withGivenSavepoint(JobConfiguration configuration) {
        Optional<String> given =
                StreamExecutionEnvironment.getExecutionEnvironment()
                        .getConfiguration()
                        .getOptional(StateRecoveryOptions.SAVEPOINT_PATH);
        if (given.isEmpty()) {
            return configuration;
        }
        if (configuration.resume() instanceof ResumePolicy.Never) {
            throw new IllegalArgumentException(
                    Message.of(
                            """
                            Flink was told to go on from %s, but %s says 'resume: never', which \
                            starts every run afresh. Take one of the two away.""",
                            given.get(), file));
        }
        tell("is told by flink run to go on from " + given.get(), configuration);
        return new JobConfiguration(
                configuration.job(),
                configuration.broker(),
                configuration.topics(),
                configuration.runs(),
                configuration.parallelism(),
                configuration.checkpoint(),
                configuration.restarts(),
                new ResumePolicy.From(new org.apache.flink.core.fs.Path(given.get())),
                configuration.train(),
                configuration.flink());
    }
}
