package io.ratchet.job.cli.job;

import io.ratchet.job.configuration.BrokerConfiguration;
import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.message.Message;
import java.nio.file.Path;

/** What a configuration must be like to be started on a cluster. */
final class ClusterStart {
    private ClusterStart() {}

    /**
     * Reads a configuration.
     *
     * @throws IllegalArgumentException if its tasks could not reach its broker
     */
    static JobConfiguration read(Path file) {
        JobConfiguration configuration = ConfigurationReader.read(file);
        if (configuration.broker() instanceof BrokerConfiguration.Embedded) {
            throw new IllegalArgumentException(
                    Message.of(
                            """
                            A job on a cluster needs a broker that runs by itself, and that of %s \
                            would end with this command. Give kafka.bootstrap in it, or train in \
                            this process with 'ratchet train'.""",
                            file));
        }
        return configuration;
    }
}
