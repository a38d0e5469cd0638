package io.ratchet.job.configuration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Where Kafka is. */
public sealed interface BrokerConfiguration {
    /** Properties of every Kafka client. */
    Map<String, String> properties();

    /** How long the broker keeps a prepared transaction while the job is down. */
    Duration transactionTimeout();

    /** Whether a broker will do whose transactions are those of before Kafka 4.0. */
    boolean acceptsOlderTransactions();

    /**
     * A broker that runs by itself.
     *
     * @param bootstrapServers host and port of one or more brokers, separated by commas
     */
    record Given(
            String bootstrapServers,
            Duration transactionTimeout,
            boolean acceptsOlderTransactions,
            Map<String, String> properties)
            implements BrokerConfiguration {
        public Given {
            properties = Map.copyOf(properties);
        }
    }

    /**
     * A broker in this process, for the time of the command.
     *
     * @param folder what it keeps; outlives the process
     * @param port its port; 0 for the port of the last time, or a free one
     */
    record Embedded(
            Path folder, int port, Duration transactionTimeout, Map<String, String> properties)
            implements BrokerConfiguration {
        public Embedded {
            properties = Map.copyOf(properties);
        }

        @Override
        public boolean acceptsOlderTransactions() {
            return false;
        }
    }
}
