package io.ratchet.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The places in a local cluster's folder. */
record ClusterFolder(Path path) {
    ClusterFolder {
        path = path.toAbsolutePath().normalize();
    }

    /** Flink's configuration, as {@code FLINK_CONF_DIR} names it. */
    Path configuration() {
        return path.resolve("conf");
    }

    /** Process ids and arguments; gone when the cluster is stopped. */
    Path run() {
        return path.resolve("run");
    }

    /** Logs; stay. */
    Path log() {
        return path.resolve("log");
    }

    /** What outlives a stop: Kafka's records, ZooKeeper's nodes, what job managers leave there. */
    Path data() {
        return path.resolve("data");
    }

    /** What nobody needs after a stop. */
    Path temporary() {
        return path.resolve("tmp");
    }

    /** Layout and ports of the last start. */
    Path state() {
        return path.resolve("cluster.properties");
    }

    void make() {
        try {
            for (Path folder : List.of(configuration(), run(), log(), data(), temporary())) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new LocalClusterException(
                    "Cannot make the folders of a cluster in '" + path + "': " + e, e);
        }
    }

    /** Removes what a cluster that is stopped no longer needs. */
    void clean() {
        delete(run());
        delete(temporary());
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete '" + folder + "'.", e);
        }
    }
}
