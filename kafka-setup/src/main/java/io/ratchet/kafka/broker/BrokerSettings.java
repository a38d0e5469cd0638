package io.ratchet.kafka.broker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The Kafka configuration of a local broker: one node, one replica of everything, nothing expires,
 * and small pools, because it shares its cores with the training.
 */
final class BrokerSettings {
    static final int NODE_ID = 1;

    /** The largest record (and batch of records) that a topic takes unless it says otherwise. */
    static final int MESSAGE_MAX_BYTES = 32 * 1024 * 1024;

    private static final Duration TRANSACTION_MAX_TIMEOUT = Duration.ofDays(7);

    private BrokerSettings() {}

    static Map<String, String> of(Path logDirectory, int brokerPort, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        node(settings, logDirectory, brokerPort, controllerPort);
        oneReplica(settings);
        retention(settings);
        smallPools(settings);
        quickStart(settings);
        settings.put("message.max.bytes", text(MESSAGE_MAX_BYTES));
        settings.put("transaction.max.timeout.ms", text(TRANSACTION_MAX_TIMEOUT.toMillis()));
        settings.put("auto.create.topics.enable", "false");
        return Map.copyOf(settings);
    }

    private static void node(
            Map<String, String> settings, Path logDirectory, int brokerPort, int controllerPort) {
        String host = BrokerSockets.HOST;
        String broker = BrokerSockets.BROKER_LISTENER;
        String controller = BrokerSockets.CONTROLLER_LISTENER;
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", text(NODE_ID));
        settings.put(
                "listeners",
                "%s://%s:%d,%s://%s:%d"
                        .formatted(broker, host, brokerPort, controller, host, controllerPort));
        settings.put("advertised.listeners", "%s://%s:%d".formatted(broker, host, brokerPort));
        settings.put(
                "listener.security.protocol.map",
                "%s:PLAINTEXT,%s:PLAINTEXT".formatted(broker, controller));
        settings.put("inter.broker.listener.name", broker);
        settings.put("controller.listener.names", controller);
        // A static quorum is read from here at every start, so the port may change between starts.
        settings.put(
                "controller.quorum.voters", "%d@%s:%d".formatted(NODE_ID, host, controllerPort));
        settings.put("log.dirs", logDirectory.toAbsolutePath().toString());
    }

    private static void oneReplica(Map<String, String> settings) {
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        settings.put("num.partitions", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
    }

    /** A run may be resumed months later: its data, offsets and transactional ids stay. */
    private static void retention(Map<String, String> settings) {
        settings.put("log.retention.ms", "-1");
        settings.put("offsets.retention.minutes", text(Duration.ofDays(3650).toMinutes()));
        settings.put("transactional.id.expiration.ms", text(Integer.MAX_VALUE));
    }

    private static void smallPools(Map<String, String> settings) {
        settings.put("num.network.threads", "1");
        settings.put("num.io.threads", "2");
        settings.put("num.replica.fetchers", "1");
        settings.put("num.recovery.threads.per.data.dir", "1");
        settings.put("background.threads", "2");
        settings.put("log.cleaner.threads", "1");
        settings.put("log.cleaner.dedupe.buffer.size", text(4 * 1024 * 1024));
        settings.put("log.index.size.max.bytes", text(2 * 1024 * 1024));
        settings.put("group.coordinator.threads", "1");
        settings.put("share.coordinator.threads", "1");
    }

    /**
     * The session has to be short: after a kill -9 the controller takes the next start for a second
     * broker until the old session has run out.
     */
    private static void quickStart(Map<String, String> settings) {
        settings.put("broker.session.timeout.ms", "2500");
        settings.put("broker.heartbeat.interval.ms", "400");
        settings.put("initial.broker.registration.timeout.ms", "30000");
        settings.put("controlled.shutdown.enable", "true");
        settings.put("group.initial.rebalance.delay.ms", "0");
    }

    private static String text(long value) {
        return Long.toString(value);
    }
}
