package io.ratchet.job.cli;

import io.ratchet.job.FlinkSettings;
import io.ratchet.job.TrainingJob;
import io.ratchet.job.cluster.KafkaAccess;
import io.ratchet.job.configuration.BrokerConfiguration;
import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.resume.StartDecision;
import io.ratchet.job.resume.StartPlanner;
import io.ratchet.operator.StepInterceptor;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The entry point of {@code flink run}: submits a configuration to the cluster that the command
 * line of Flink has chosen.
 */
@Command(name = "training-job", mixinStandardHelpOptions = true)
public final class TrainingJobMain implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingJobMain.class);

    @Option(
            names = "--config",
            required = true,
            paramLabel = "CONFIG",
            description = "The configuration, a YAML file, readable where this is run.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    private TrainingJobMain() {}

    /** Submits a job. Flink takes an exception, not an exit code, for a failure. */
    public static void main(String[] arguments) {
        CommandLine commandLine =
                new CommandLine(new TrainingJobMain())
                        .setExecutionExceptionHandler(
                                (failure, line, parsed) -> {
                                    throw failure;
                                });
        int code = commandLine.execute(arguments);
        if (code != ExitCode.DONE) {
            throw new IllegalArgumentException("The arguments cannot be used; see above.");
        }
    }

    @Override
    public Integer call() throws Exception {
        JobConfiguration configuration = ConfigurationReader.read(file);
        if (configuration.broker() instanceof BrokerConfiguration.Embedded) {
            throw new IllegalArgumentException(
                    "A job on a cluster needs a broker that runs by itself: give kafka.bootstrap in "
                            + file
                            + ".");
        }
        try (KafkaAccess kafka = KafkaAccess.open(configuration.broker())) {
            kafka.makeOutputTopics(configuration);
            StartDecision decision =
                    new StartPlanner(configuration, kafka.clients(), Clock.systemUTC()).plan();
            if (decision instanceof StartDecision.Go go) {
                StreamExecutionEnvironment environment =
                        StreamExecutionEnvironment.getExecutionEnvironment(
                                FlinkSettings.of(go.plan()));
                new TrainingJob(go.plan(), StepInterceptor.NONE).addTo(environment);
                environment.execute();
            } else {
                LOG.info("Every run of job '{}' has ended before", configuration.job());
            }
        }
        return ExitCode.DONE;
    }
}
