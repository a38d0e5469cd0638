package io.ratchet.job.cli.job;

import io.ratchet.job.cli.KafkaOptions;
import io.ratchet.job.cluster.KafkaAccess;
import io.ratchet.job.configuration.BrokerConfiguration;
import io.ratchet.job.configuration.JobConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The broker that is asked how jobs stand. <b>Owns</b> the way to an embedded one.
 *
 * @param given properties of every client, where somebody has said which broker it is
 * @param usual the same of the embedded broker of this folder, where nobody has
 * @param embedded the way to an embedded broker, if it is one
 */
record StatusBroker(
        Optional<Map<String, String>> given,
        Optional<Map<String, String>> usual,
        @Nullable KafkaAccess embedded)
        implements AutoCloseable {
    /**
     * Finds it.
     *
     * @param bootstrap as it is given on the command line
     * @param local the broker of the local cluster, if one was started here
     * @throws IllegalArgumentException where the configuration's embedded broker was never there
     */
    static StatusBroker find(
            Optional<JobConfiguration> configuration,
            @Nullable String bootstrap,
            Optional<String> local) {
        Optional<BrokerConfiguration> configured = configuration.map(JobConfiguration::broker);
        Map<String, String> properties =
                configured.map(BrokerConfiguration::properties).orElse(Map.of());
        if (bootstrap != null) {
            return running(properties, bootstrap);
        }
        if (configured.isPresent()) {
            return configured.get() instanceof BrokerConfiguration.Given one
                    ? running(properties, one.bootstrapServers())
                    : embedded(configured.get(), true);
        }
        if (local.isPresent()) {
            return running(properties, local.get());
        }
        Path folder = Path.of(KafkaOptions.USUAL_FOLDER);
        return Files.isDirectory(folder)
                ? embedded(
                        new BrokerConfiguration.Embedded(folder, 0, Duration.ZERO, Map.of()), false)
                : new StatusBroker(Optional.empty(), Optional.empty(), null);
    }

    private static StatusBroker running(Map<String, String> properties, String servers) {
        Map<String, String> clients = new HashMap<>(properties);
        clients.put("bootstrap.servers", servers);
        return new StatusBroker(Optional.of(clients), Optional.empty(), null);
    }

    private static StatusBroker embedded(BrokerConfiguration broker, boolean given) {
        KafkaAccess access = KafkaOptions.openForReading(broker);
        Optional<Map<String, String>> clients = Optional.of(access.clients());
        return given
                ? new StatusBroker(clients, Optional.empty(), access)
                : new StatusBroker(Optional.empty(), clients, access);
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }
}
