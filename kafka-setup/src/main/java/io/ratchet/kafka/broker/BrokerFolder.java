package io.ratchet.kafka.broker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalInt;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Utils;

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

    /** Gives a new folder its cluster id and first metadata; leaves a formatted one alone. */
    void format() throws Exception {
        LogDirectory.format(logDirectory(), BrokerSettings.NODE_ID, Uuid.randomUuid().toString());
    }

    @Override
    public void close() {
        Utils.closeQuietly(lockChannel, "lock of the local broker's folder");
    }

    private Path portFile() {
        return path.resolve("port");
    }
}
