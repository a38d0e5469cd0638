package io.ratchet.kafka.broker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The Kafka configuration of a local broker: broker and controller in one node, nothing expires,
 * and small pools, because it shares its cores with the training. One node keeps one replica of
 * everything; a quorum keeps as many as survive the loss of a node.
 */
final class BrokerSettings {
    static final int NODE_ID = 1;

    /** The largest record (and batch of records) that a topic takes unless it says otherwise. */
    static final int MESSAGE_MAX_BYTES = 32 * 1024 * 1024;

    private static final Duration TRANSACTION_MAX_TIMEOUT = Duration.ofDays(7);

    private BrokerSettings() {}

    /** Settings of a node that is alone. */
    static Map<String, String> of(Path logDirectory, int brokerPort, int controllerPort) {
        return of(
                logDirectory,
                NODE_ID,
                List.of(new QuorumNode(NODE_ID, brokerPort, controllerPort)));
    }

    /** Settings of one node of a quorum. */
    static Map<String, String> of(Path logDirectory, int nodeId, List<QuorumNode> quorum) {
        Map<String, String> settings = new HashMap<>();
        QuorumNode self =
                quorum.stream().filter(node -> node.id() == nodeId).findFirst().orElseThrow();
        node(settings, logDirectory, self, quorum);
        replicas(settings, quorum.size());
        retention(settings);
        smallPools(settings);
        quickStart(settings);
        settings.put("message.max.bytes", text(MESSAGE_MAX_BYTES));
        settings.put("transaction.max.timeout.ms", text(TRANSACTION_MAX_TIMEOUT.toMillis()));
        settings.put("auto.create.topics.enable", "false");
        return Map.copyOf(settings);
    }

    private static void node(
            Map<String, String> settings,
            Path logDirectory,
            QuorumNode self,
            List<QuorumNode> quorum) {
        String host = BrokerSockets.HOST;
        String broker = BrokerSockets.BROKER_LISTENER;
        String controller = BrokerSockets.CONTROLLER_LISTENER;
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", text(self.id()));
        settings.put(
                "listeners",
                endpoint(broker, self.brokerPort())
                        + ","
                        + endpoint(controller, self.controllerPort()));
        settings.put("advertised.listeners", endpoint(broker, self.brokerPort()));
        settings.put(
                "listener.security.protocol.map",
                broker + ":PLAINTEXT," + controller + ":PLAINTEXT");
        settings.put("inter.broker.listener.name", broker);
        settings.put("controller.listener.names", controller);
        // A static quorum is read from here at every start, so the ports may change between starts.
        settings.put(
                "controller.quorum.voters",
                quorum.stream()
                        .map(node -> node.id() + "@" + host + ":" + node.controllerPort())
                        .collect(Collectors.joining(",")));
        settings.put("log.dirs", logDirectory.toAbsolutePath().toString());
    }

    /** A number that is formatted by a locale may have digits that Kafka does not read. */
    private static String endpoint(String listener, int port) {
        return listener + "://" + BrokerSockets.HOST + ":" + port;
    }

    /**
     * Three nodes or more keep three replicas, of which two must have a record: one may be lost.
     */
    private static void replicas(Map<String, String> settings, int nodes) {
        String replicas = text(Math.min(nodes, 3));
        String inSync = text(nodes >= 3 ? 2 : 1);
        settings.put("default.replication.factor", replicas);
        settings.put("min.insync.replicas", inSync);
        settings.put("num.partitions", "1");
        settings.put("offsets.topic.replication.factor", replicas);
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", replicas);
        settings.put("transaction.state.log.min.isr", inSync);
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", replicas);
        settings.put("share.coordinator.state.topic.min.isr", inSync);
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
