package io.ratchet.job.cli;

import io.ratchet.job.cluster.KafkaAccess;
import io.ratchet.job.configuration.BrokerConfiguration;
import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.message.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which broker a command talks to. */
public final class KafkaOptions {
    /** Where an embedded broker lies unless it is told otherwise, below the working directory. */
    public static final String USUAL_FOLDER = "./ratchet-data/kafka";

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
                    """
                    The folder of an embedded broker, which is started for the time of the \
                    command, unless another command runs it already. Default: ${DEFAULT-VALUE}, of \
                    the folder in which the command is given.""")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path data;

    @Option(
            names = "--property",
            paramLabel = "KEY=VALUE",
            description = "A property of the Kafka client.")
    private Map<String, String> properties = new HashMap<>();

    /** The configuration, where one is given. */
    public Optional<JobConfiguration> configuration() {
        return Optional.ofNullable(configuration).map(ConfigurationReader::read);
    }

    public KafkaAccess open() {
        return KafkaAccess.open(broker());
    }

    /**
     * Opens the way to a broker for somebody who only reads.
     *
     * @throws IllegalArgumentException where it is an embedded one that has never been there
     */
    public static KafkaAccess openForReading(BrokerConfiguration broker) {
        if (broker instanceof BrokerConfiguration.Embedded embedded
                && !Files.isDirectory(embedded.folder())) {
            throw new IllegalArgumentException(
                    Message.of(
                            """
                            There is no topic yet: the embedded broker's folder %s does not exist. \
                            It belongs to the folder in which a command is given: change to the \
                            one in which the data were loaded, load a file first ('ratchet load'), \
                            look at the file itself, or name another broker.""",
                            embedded.folder().toAbsolutePath().normalize()));
        }
        return KafkaAccess.open(broker);
    }

    /** The broker that is meant. */
    public BrokerConfiguration broker() {
        Optional<JobConfiguration> given = configuration();
        if (given.isPresent()) {
            return given.get().broker();
        }
        return bootstrap != null
                ? new BrokerConfiguration.Given(bootstrap, Duration.ZERO, false, properties)
                : new BrokerConfiguration.Embedded(data, 0, Duration.ZERO, properties);
    }
}
