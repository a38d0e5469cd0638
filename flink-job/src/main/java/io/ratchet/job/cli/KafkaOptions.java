package io.ratchet.job.cli;

import io.ratchet.job.cluster.KafkaAccess;
import io.ratchet.job.configuration.BrokerConfiguration;
import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which broker a command talks to. */
final class KafkaOptions {
    /** Where an embedded broker lies unless it is told otherwise, below the working directory. */
    static final String USUAL_FOLDER = "./ratchet-data/kafka";

    @Option(
            names = "--config",
            paramLabel = "CONFIG",
            description = "Takes the broker from a configuration.")
    private @Nullable Path configuration;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "A broker that runs by itself.")
    private @Nullable String bootstrap;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = USUAL_FOLDER,
            description =
                    "The folder of an embedded broker, which is started for the time of the"
                            + " command, unless another command runs it already. Default:"
                            + " ${DEFAULT-VALUE}, of the folder in which the command is given.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path data;

    @Option(
            names = "--property",
            paramLabel = "KEY=VALUE",
            description = "A property of the Kafka client.")
    private Map<String, String> properties = new HashMap<>();

    /** The configuration, where one is given. */
    Optional<JobConfiguration> configuration() {
        return Optional.ofNullable(configuration).map(ConfigurationReader::read);
    }

    KafkaAccess open() {
        return KafkaAccess.open(broker());
    }

    /** The broker that is meant. */
    BrokerConfiguration broker() {
        Optional<JobConfiguration> given = configuration();
        if (given.isPresent()) {
            return given.get().broker();
        }
        return bootstrap != null
                ? new BrokerConfiguration.Given(bootstrap, Duration.ZERO, false, properties)
                : new BrokerConfiguration.Embedded(data, 0, Duration.ZERO, properties);
    }
}
