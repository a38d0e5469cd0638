package io.ratchet.kafka.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.Uuid;

/**
 * The folder of a Kafka quorum whose nodes are processes of their own: for each node its log and
 * the file that {@code kafka.Kafka} starts it from.
 *
 * <p>What was written stays when the nodes are stopped: prepared again, with the same number of
 * nodes and any ports, they go on with the same topics and offsets.
 */
public final class QuorumFolder {
    private final Path path;

    /** A folder that need not exist yet. */
    public QuorumFolder(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    /**
     * Formats the logs of nodes that are new, and writes every node's settings.
     *
     * @throws LocalBrokerException if the folder belongs to a quorum of another size, or cannot be
     *     used
     */
    public void prepare(List<QuorumNode> quorum) {
        try {
            Files.createDirectories(path);
            String clusterId = identity(quorum.size());
            for (QuorumNode node : quorum) {
                LogDirectory.format(log(node), node.id(), clusterId);
                Properties settings = new Properties();
                settings.putAll(BrokerSettings.of(log(node), node.id(), quorum));
                // Through a stream: Kafka reads bytes, not text, and takes them for Latin 1.
                try (OutputStream file = Files.newOutputStream(settings(node))) {
                    settings.store(file, null);
                }
            }
        } catch (LocalBrokerException known) {
            throw known;
        } catch (Exception failure) {
            throw new LocalBrokerException(
                    "Cannot use folder '" + path + "' for a Kafka quorum: " + failure, failure);
        }
    }

    /** The file that a node is started from. */
    public Path settings(QuorumNode node) {
        return path.resolve("node-" + node.id() + ".properties");
    }

    private Path log(QuorumNode node) {
        return path.resolve("node-" + node.id());
    }

    /** The cluster's id, and the number of nodes: a static quorum cannot grow or shrink. */
    private String identity(int nodes) throws IOException {
        Path file = path.resolve("quorum");
        if (!Files.exists(file)) {
            Files.writeString(file, Uuid.randomUuid() + " " + nodes + "\n");
        }
        String[] fields = Files.readString(file).strip().split(" ", -1);
        if (fields.length != 2 || !fields[1].equals(Integer.toString(nodes))) {
            throw new LocalBrokerException(
                    "Folder '"
                            + path
                            + "' holds the data of another number of brokers ("
                            + fields[fields.length - 1]
                            + ", not "
                            + nodes
                            + "), and a quorum cannot change its size. Start that many brokers, or"
                            + " choose another folder.");
        }
        return fields[0];
    }
}
