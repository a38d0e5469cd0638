package io.ratchet.kafka.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalInt;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/**
 * The folder of a local broker: Kafka's log directory, the port of the last time, and a lock that
 * keeps a second broker out (Kafka's own lock is taken only after its metadata log was opened).
 */
final class BrokerFolder implements AutoCloseable {
    private final Path path;
    private final FileChannel lockChannel;

    private BrokerFolder(Path path, FileChannel lockChannel) {
        this.path = path;
        this.lockChannel = lockChannel;
    }

    static BrokerFolder open(Path path) {
        try {
            Files.createDirectories(path);
            FileChannel channel =
                    FileChannel.open(
                            path.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new LocalBrokerException(
                        "Cannot start a local broker on folder '"
                                + path
                                + "': another one runs on it. Two would damage each other's data;"
                                + " stop the other one, or choose another folder.");
            }
            return new BrokerFolder(path, channel);
        } catch (IOException failure) {
            throw new LocalBrokerException(
                    "Cannot use folder '" + path + "' for a local broker: " + failure, failure);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldInThisProcess) {
            return false;
        }
    }

    Path path() {
        return path;
    }

    Path logDirectory() {
        return path.resolve("log");
    }

    /** The port that was remembered last, if there is one that can be read. */
    OptionalInt lastPort() {
        try {
            return OptionalInt.of(Integer.parseInt(Files.readString(portFile()).strip()));
        } catch (IOException | NumberFormatException none) {
            return OptionalInt.empty();
        }
    }

    void rememberPort(int port) throws IOException {
        Files.writeString(portFile(), port + "\n");
    }

    /**
     * Gives a new folder its cluster id and first metadata; leaves a formatted one alone. A format
     * that was cut off is done again: {@code meta.properties} is the last file it writes.
     */
    void format() throws Exception {
        Path directory = logDirectory();
        if (Files.exists(directory.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
            return;
        }
        Files.createDirectories(directory);
        try (PrintStream silent =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(silent)
                    .setSupportedFeatures(List.copyOf(Feature.PRODUCTION_FEATURES))
                    .setNodeId(BrokerSettings.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .addDirectory(directory.toString())
                    .setMetadataLogDirectory(directory.toString())
                    .setControllerListenerName(BrokerSockets.CONTROLLER_LISTENER)
                    .setIgnoreFormatted(true)
                    .run();
        }
    }

    @Override
    public void close() {
        Utils.closeQuietly(lockChannel, "lock of the local broker's folder");
    }

    private Path portFile() {
        return path.resolve("port");
    }
}
