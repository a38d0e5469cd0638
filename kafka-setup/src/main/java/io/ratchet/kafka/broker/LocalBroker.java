package io.ratchet.kafka.broker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server$;
import kafka.server.SharedServer;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.raft.QuorumConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import scala.Tuple2;

/**
 * A Kafka broker and its controller in this process, for local runs and tests: no ZooKeeper, no
 * container, one node, everything kept in one folder.
 *
 * <p>What was written outlives {@link #close()} and {@code kill -9}: a broker started on the same
 * folder goes on with the same topics and offsets, on the same port where that is still free. After
 * a {@code kill -9} the start takes a few seconds longer, until the controller believes that the
 * old process is gone.
 *
 * <p><b>Owns</b> the folder (locked against a second broker), its sockets, and all threads that it
 * starts. <b>Lifecycle</b>: running as soon as {@code start} returns, until {@link #close()}. Close
 * it before its folder is deleted: Kafka halts the process when its files vanish under it.
 *
 * <p><b>Faults</b> of the broker are logged and kept in {@link #faults()}; unlike a broker of its
 * own, this one does not end the process for them, unless it was told so by {@link
 * #endProcessWithLastWords}. Where it cannot write into its folder, Kafka does in any case.
 */
public final class LocalBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalBroker.class);

    private final BrokerFolder folder;
    private final BrokerSockets sockets;
    private final FaultRecorder faultRecorder = new FaultRecorder();
    private final Metrics metrics;
    private final ControllerServer controllerServer;
    private final BrokerServer brokerServer;
    private boolean closed;

    private LocalBroker(BrokerFolder folder, BrokerSockets sockets, Map<String, String> others)
            throws IOException {
        this.folder = folder;
        this.sockets = sockets;
        Map<String, String> settings =
                new HashMap<>(
                        BrokerSettings.of(
                                folder.logDirectory(),
                                sockets.brokerPort(),
                                sockets.controllerPort()));
        settings.putAll(others);
        KafkaConfig config = new KafkaConfig(settings, false);
        Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> properties =
                KafkaRaftServer.initializeLogDirs(config, LOG, "[local broker] ");
        MetaPropertiesEnsemble ensemble = properties._1();
        metrics =
                Server$.MODULE$.initializeMetrics(
                        config, Time.SYSTEM, ensemble.clusterId().orElseThrow());
        SharedServer sharedServer =
                new SharedServer(
                        config,
                        ensemble,
                        Time.SYSTEM,
                        metrics,
                        CompletableFuture.completedFuture(
                                QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                        List.of(),
                        faultRecorder,
                        sockets);
        brokerServer = new BrokerServer(sharedServer);
        controllerServer =
                new ControllerServer(sharedServer, KafkaRaftServer.configSchema(), properties._2());
    }

    /**
     * Starts a broker on the folder, on the port that it had the last time or, where that is taken
     * or there is none, on a free one.
     *
     * @param folder made if it does not exist
     * @throws LocalBrokerException if another broker runs on the folder, or it cannot be used
     */
    public static LocalBroker start(Path folder) {
        return start(folder, 0);
    }

    /**
     * Starts a broker on the folder and port of 127.0.0.1; port 0 stands for the port of the last
     * time or a free one.
     *
     * @param folder made if it does not exist
     * @throws LocalBrokerException if another broker runs on the folder, the folder cannot be used,
     *     or the port is taken
     */
    public static LocalBroker start(Path folder, int port) {
        return start(folder, port, Map.of());
    }

    /**
     * The same with other settings than a local broker has, for tests.
     *
     * @param others Kafka's own; they win
     */
    public static LocalBroker start(Path folder, int port, Map<String, String> others) {
        long startNanos = System.nanoTime();
        BrokerLocale.check();
        BrokerFolder brokerFolder = BrokerFolder.open(folder);
        BrokerSockets sockets = null;
        LocalBroker broker = null;
        try {
            DiskRoom.of(folder).check();
            BrokerEnd.enter(brokerFolder.path());
            sockets = BrokerSockets.bind(port, brokerFolder.lastPort());
            brokerFolder.rememberPort(sockets.brokerPort());
            brokerFolder.format();
            broker = new LocalBroker(brokerFolder, sockets, others);
            broker.controllerServer.startup();
            broker.brokerServer.startup();
        } catch (Exception failure) {
            closeAfter(failure, broker, sockets, brokerFolder);
            throw failure instanceof LocalBrokerException known
                    ? known
                    : new LocalBrokerException(
                            "Cannot start the local broker on folder '"
                                    + folder
                                    + "': "
                                    + failure.getMessage()
                                    + ". Look at the cause; a folder that Kafka cannot read any"
                                    + " more has to be moved away.",
                            failure);
        }
        LOG.info(
                "Local broker runs: folder '{}', bootstrap servers {}, started in {} ms",
                folder,
                broker.bootstrapServers(),
                (System.nanoTime() - startNanos) / 1_000_000);
        return broker;
    }

    /**
     * Has every broker of this process end it at a fault that Kafka does not survive, and say why:
     * for a process that is of no use without its broker.
     *
     * @param taker takes the last words, for whoever looks at the process
     */
    public static void endProcessWithLastWords(Consumer<String> taker) {
        BrokerEnd.tell(taker);
    }

    /**
     * Says that this process ends already, and that folders of brokers go with it: those do not
     * take it for a fault.
     */
    public static void processEnds() {
        BrokerEnd.processEnds();
    }

    /** Where clients connect: {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return BrokerSockets.HOST + ":" + sockets.brokerPort();
    }

    /** The port that clients connect to. */
    public int port() {
        return sockets.brokerPort();
    }

    /** The folder that holds all that this broker keeps. */
    public Path folder() {
        return folder.path();
    }

    /** What went wrong inside the broker since its start, oldest first; empty while it is sound. */
    public Collection<Throwable> faults() {
        return faultRecorder.faults();
    }

    /** Stops broker and controller in order, writes what is still open, and frees the folder. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        BrokerEnd.leave(folder.path());
        Utils.swallow(LOG, Level.WARN, "shutdown of the broker", brokerServer::shutdown);
        Utils.swallow(LOG, Level.WARN, "shutdown of the controller", controllerServer::shutdown);
        Utils.closeQuietly(metrics, "metrics of the local broker");
        sockets.close();
        folder.close();
        LOG.info("Local broker on folder '{}' is closed", folder.path());
    }

    private static void closeAfter(
            Exception failure,
            @Nullable LocalBroker broker,
            @Nullable BrokerSockets sockets,
            BrokerFolder folder) {
        LOG.debug("Closing what was started before the failure", failure);
        if (broker != null) {
            broker.close();
            return;
        }
        if (sockets != null) {
            sockets.close();
        }
        folder.close();
        BrokerEnd.leave(folder.path());
    }
}
