package io.ratchet.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/**
 * Flink's configuration of a local cluster: the one that operators get, with the places, ports and
 * sizes of this machine.
 */
final class ClusterConfiguration {
    private static final String HOST = "localhost";
    private static final MemorySize NETWORK = MemorySize.ofMebiBytes(64);

    /** Room for the engine's own memory. */
    private static final MemorySize OFF_HEAP = MemorySize.ofMebiBytes(256);

    private ClusterConfiguration() {}

    static Configuration of(
            Installation installation,
            ClusterFolder folder,
            ClusterState state,
            MemoryPlan memory,
            Map<String, String> more) {
        Configuration flink =
                GlobalConfiguration.loadConfiguration(
                        installation.addition().resolve("conf").toString());
        addresses(flink, state);
        flink.set(CoreOptions.TMP_DIRS, folder.temporary().toString());
        flink.set(BlobServerOptions.STORAGE_DIRECTORY, folder.temporary().toString());
        flink.set(JobManagerOptions.TOTAL_PROCESS_MEMORY, MemoryPlan.JOB_MANAGER);
        flink.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, memory.taskManager());
        flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, memory.taskManager().divide(4));
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK);
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK);
        flink.set(TaskManagerOptions.TASK_OFF_HEAP_MEMORY, OFF_HEAP);
        flink.set(TaskManagerOptions.NUM_TASK_SLOTS, state.layout().slots());
        if (state.layout().highAvailability()) {
            highAvailability(flink, folder, state);
        }
        more.forEach(flink::setString);
        return flink;
    }

    private static void addresses(Configuration flink, ClusterState state) {
        flink.set(JobManagerOptions.ADDRESS, HOST);
        flink.set(JobManagerOptions.BIND_HOST, HOST);
        flink.set(JobManagerOptions.PORT, state.rpc().get(0));
        flink.set(TaskManagerOptions.HOST, HOST);
        flink.set(TaskManagerOptions.BIND_HOST, HOST);
        flink.set(RestOptions.ADDRESS, HOST);
        flink.set(RestOptions.BIND_ADDRESS, HOST);
        flink.set(RestOptions.PORT, state.rest().get(0));
        flink.set(RestOptions.BIND_PORT, Integer.toString(state.rest().get(0)));
    }

    private static void highAvailability(
            Configuration flink, ClusterFolder folder, ClusterState state) {
        flink.set(HighAvailabilityOptions.HA_MODE, "zookeeper");
        flink.set(HighAvailabilityOptions.HA_ZOOKEEPER_QUORUM, "127.0.0.1:" + state.zookeeper());
        flink.set(HighAvailabilityOptions.HA_CLUSTER_ID, "ratchet");
        flink.set(
                HighAvailabilityOptions.HA_STORAGE_PATH,
                org.apache.flink.core.fs.Path.fromLocalFile(
                                folder.data().resolve("high-availability").toFile())
                        .toString());
        // How long a dead leader is still believed to lead; the default is a minute.
        flink.set(HighAvailabilityOptions.ZOOKEEPER_SESSION_TIMEOUT, Duration.ofSeconds(2));
        flink.set(HighAvailabilityOptions.ZOOKEEPER_CONNECTION_TIMEOUT, Duration.ofSeconds(2));
        flink.set(HighAvailabilityOptions.ZOOKEEPER_RETRY_WAIT, Duration.ofMillis(500));
        flink.set(HighAvailabilityOptions.ZOOKEEPER_MAX_RETRY_ATTEMPTS, 20);
    }

    /** Options of one job manager, for its command line. */
    static Map<String, String> ofJobManager(ClusterState state, int index) {
        int rest = state.rest().get(index - 1);
        int rpc = state.rpc().get(index - 1);
        return Map.of(
                RestOptions.PORT.key(), Integer.toString(rest),
                RestOptions.BIND_PORT.key(), Integer.toString(rest),
                JobManagerOptions.PORT.key(), Integer.toString(rpc),
                HighAvailabilityOptions.HA_JOB_MANAGER_PORT_RANGE.key(), Integer.toString(rpc));
    }

    /** Writes the folder that {@code FLINK_CONF_DIR} names. */
    static void write(Configuration flink, Installation installation, ClusterFolder folder) {
        List<String> lines =
                new TreeMap<>(flink.toMap())
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + ": " + quoted(entry.getValue()))
                                .toList();
        Path conf = folder.configuration();
        try {
            Files.write(conf.resolve("config.yaml"), lines);
            Files.copy(
                    installation.logging(),
                    conf.resolve("log4j2.properties"),
                    StandardCopyOption.REPLACE_EXISTING);
            Path zookeeper = folder.data().resolve("zookeeper");
            Files.createDirectories(zookeeper);
        } catch (IOException e) {
            throw new LocalClusterException(
                    "Cannot write Flink's configuration into '" + conf + "': " + e, e);
        }
    }

    /** Writes ZooKeeper's configuration. */
    static Path writeZookeeper(ClusterFolder folder, ClusterState state) {
        Path data = folder.data().resolve("zookeeper");
        Path file = folder.configuration().resolve("zoo.cfg");
        Properties settings = new Properties();
        settings.setProperty("dataDir", data.toString());
        settings.setProperty("clientPort", Integer.toString(state.zookeeper()));
        settings.setProperty("clientPortAddress", "127.0.0.1");
        // The shortest session is two ticks.
        settings.setProperty("tickTime", "500");
        settings.setProperty("admin.enableServer", "false");
        try {
            Files.createDirectories(data);
            // Through a stream: ZooKeeper reads bytes, not text, and takes them for Latin 1.
            try (OutputStream out = Files.newOutputStream(file)) {
                settings.store(out, null);
            }
        } catch (IOException e) {
            throw new LocalClusterException(
                    "Cannot write ZooKeeper's configuration '" + file + "': " + e, e);
        }
        return file;
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
