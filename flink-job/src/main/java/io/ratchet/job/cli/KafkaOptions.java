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
            defaultValue = "./ratchet-data/kafka",
            description =
                    "The folder of an embedded broker, which is started for the time of the"
                            + " command. Default: ${DEFAULT-VALUE}.")
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
