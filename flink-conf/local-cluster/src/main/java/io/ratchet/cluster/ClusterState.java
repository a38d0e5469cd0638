package io.ratchet.cluster;

import io.ratchet.kafka.broker.QuorumNode;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Layout and ports of a cluster, as they are kept in its folder. A next start on the same folder
 * takes the same ports where they are still free.
 *
 * @param rest ports of the job managers' REST interfaces
 * @param rpc ports on which the job managers talk to the others
 * @param zookeeper its port; 0 where there is none
 */
record ClusterState(
        ClusterLayout layout,
        List<Integer> rest,
        List<Integer> rpc,
        int zookeeper,
        List<QuorumNode> brokers) {
    /** How the address of a REST interface begins. */
    static final String REST_HOST = "http://localhost:";

    private static final int REST = 8081;
    private static final int RPC = 6123;
    private static final int ZOOKEEPER = 2181;
    private static final int BROKER = 9092;
    private static final int CONTROLLER = 9192;

    ClusterState {
        rest = List.copyOf(rest);
        rpc = List.copyOf(rpc);
        brokers = List.copyOf(brokers);
    }

    /** Ports that are free now, those of the last time first. */
    static ClusterState choose(ClusterLayout layout, Optional<ClusterState> last) {
        FreePorts ports = new FreePorts();
        List<Integer> rest = new ArrayList<>();
        List<Integer> rpc = new ArrayList<>();
        for (int index = 0; index < layout.jobManagers(); index++) {
            rest.add(ports.next(wish(last.map(ClusterState::rest), index, REST)));
            rpc.add(ports.next(wish(last.map(ClusterState::rpc), index, RPC)));
        }
        List<QuorumNode> brokers = new ArrayList<>();
        for (int index = 0; index < layout.brokers(); index++) {
            int wished = wish(last.map(state -> state.brokerPorts()), index, BROKER);
            brokers.add(
                    new QuorumNode(index + 1, ports.next(wished), ports.next(CONTROLLER + index)));
        }
        int zookeeper = 0;
        if (layout.highAvailability()) {
            zookeeper =
                    ports.next(
                            last.map(ClusterState::zookeeper)
                                    .filter(port -> port > 0)
                                    .orElse(ZOOKEEPER));
        }
        return new ClusterState(layout, rest, rpc, zookeeper, brokers);
    }

    static Optional<ClusterState> read(ClusterFolder folder) {
        if (!Files.exists(folder.state())) {
            return Optional.empty();
        }
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.state())) {
            file.load(reader);
            ClusterLayout layout =
                    new ClusterLayout(
                            number(file, "taskManagers"),
                            number(file, "spares"),
                            number(file, "slots"),
                            number(file, "brokers"),
                            Boolean.parseBoolean(file.getProperty("highAvailability")));
            List<Integer> ports = numbers(file, "brokerPorts");
            List<Integer> controllers = numbers(file, "controllerPorts");
            List<QuorumNode> brokers = new ArrayList<>();
            for (int index = 0; index < ports.size(); index++) {
                brokers.add(new QuorumNode(index + 1, ports.get(index), controllers.get(index)));
            }
            return Optional.of(
                    new ClusterState(
                            layout,
                            numbers(file, "restPorts"),
                            numbers(file, "rpc"),
                            number(file, "zookeeper"),
                            brokers));
        } catch (IOException | RuntimeException e) {
            throw new LocalClusterException(
                    "Cannot read '"
                            + folder.state()
                            + "', which says what a cluster consists of: "
                            + e
                            + ". If no process of it is left, delete the file.",
                    e);
        }
    }

    void write(ClusterFolder folder) {
        Properties file = new Properties();
        file.setProperty("taskManagers", Integer.toString(layout.taskManagers()));
        file.setProperty("spares", Integer.toString(layout.spares()));
        file.setProperty("slots", Integer.toString(layout.slots()));
        file.setProperty("brokers", Integer.toString(layout.brokers()));
        file.setProperty("highAvailability", Boolean.toString(layout.highAvailability()));
        file.setProperty("restPorts", text(rest));
        // Where 'ratchet status' and its like look for a cluster; see ClusterAddress.
        file.setProperty(
                "rest",
                rest.stream().map(port -> REST_HOST + port).collect(Collectors.joining(",")));
        file.setProperty("bootstrap", bootstrapServers());
        file.setProperty("rpc", text(rpc));
        file.setProperty("zookeeper", Integer.toString(zookeeper));
        file.setProperty("brokerPorts", text(brokerPorts()));
        file.setProperty(
                "controllerPorts", text(brokers.stream().map(QuorumNode::controllerPort).toList()));
        try (Writer writer = Files.newBufferedWriter(folder.state())) {
            file.store(writer, null);
        } catch (IOException e) {
            throw new LocalClusterException("Cannot write '" + folder.state() + "': " + e, e);
        }
    }

    /** Host and port of every broker, separated by commas. */
    String bootstrapServers() {
        return brokers.stream().map(QuorumNode::bootstrapServer).collect(Collectors.joining(","));
    }

    private List<Integer> brokerPorts() {
        return brokers.stream().map(QuorumNode::brokerPort).toList();
    }

    private static int wish(Optional<List<Integer>> last, int index, int first) {
        return last.filter(ports -> index < ports.size())
                .map(ports -> ports.get(index))
                .orElse(first + index);
    }

    private static int number(Properties file, String key) {
        return Integer.parseInt(file.getProperty(key));
    }

    private static List<Integer> numbers(Properties file, String key) {
        String value = file.getProperty(key);
        return value.isEmpty()
                ? List.of()
                : Arrays.stream(value.split(",", -1)).map(Integer::valueOf).toList();
    }

    private static String text(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
