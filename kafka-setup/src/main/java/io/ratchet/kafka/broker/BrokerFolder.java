package io.ratchet.kafka.broker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Utils;

/**
 * The folder of a local broker: Kafka's log directory, the port of the last time, the address while
 * it runs, and a lock that keeps a second broker out (Kafka's own lock is taken only after its
 * metadata log was opened).
 *
 * <p>The lock says whether a broker runs, because the system frees it however a process ends; the
 * address says where. It is written when the broker answers and removed before it stops, and
 * whoever gets the lock removes one that is left.
 */
final class BrokerFolder implements AutoCloseable {
    /**
     * A process that closes any channel of a file loses its lock of that file: so within this
     * process no second channel is opened.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final Path real;
    private final FileChannel lockChannel;

    private BrokerFolder(Path path, Path real, FileChannel lockChannel) {
        this.path = path;
        this.real = real;
        this.lockChannel = lockChannel;
    }

    static BrokerFolder open(Path path) {
        return take(path)
                .orElseThrow(
                        () ->
                                new LocalBrokerException(
                                        "Cannot start a local broker on folder '"
                                                + path
                                                + "': another one runs on it. Two would damage"
                                                + " each other's data; stop the other one, or"
                                                + " choose another folder."));
    }

    /** Makes the folder and locks it, unless a broker runs on it. */
    static Optional<BrokerFolder> take(Path path) {
        try {
            Files.createDirectories(path);
            Path real = path.toRealPath();
            if (!HELD.add(real)) {
                return Optional.empty();
            }
            Optional<BrokerFolder> taken = Optional.empty();
            try {
                taken = lock(path, real);
            } finally {
                if (taken.isEmpty()) {
                    HELD.remove(real);
                }
            }
            return taken;
        } catch (IOException failure) {
            throw unusable(path, failure);
        }
    }

    private static Optional<BrokerFolder> lock(Path path, Path real) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean kept = false;
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                return Optional.empty();
            }
            BrokerAddress.remove(path);
            kept = true;
            return Optional.of(new BrokerFolder(path, real, channel));
        } finally {
            if (!kept) {
                channel.close();
            }
        }
    }

    private static LocalBrokerException unusable(Path path, IOException failure) {
        String reason =
                failure instanceof FileSystemException where && where.getReason() == null
                        ? where.getClass().getSimpleName() + " at '" + where.getFile() + "'"
                        : String.valueOf(failure.getMessage());
        return new LocalBrokerException(
                "Cannot use folder '"
                        + path.toAbsolutePath().normalize()
                        + "' for a local broker: "
                        + reason
                        + ". It keeps there what is loaded and trained: give the command in a"
                        + " folder in which you may write, or name another one (kafka.data,"
                        + " --data).",
                failure);
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

    /** Says that a broker of this process answers at an address. */
    void announce(String bootstrapServers) throws IOException {
        Path written = path.resolve("address.new");
        BrokerAddress address = new BrokerAddress(bootstrapServers, ProcessHandle.current().pid());
        Files.writeString(written, address.text());
        Files.move(
                written,
                path.resolve(BrokerAddress.FILE),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Says that it answers no more. */
    void retract() throws IOException {
        BrokerAddress.remove(path);
    }

    /** Gives a new folder its cluster id and first metadata; leaves a formatted one alone. */
    void format() throws Exception {
        LogDirectory.format(logDirectory(), BrokerSettings.NODE_ID, Uuid.randomUuid().toString());
    }

    @Override
    public void close() {
        Utils.closeQuietly(lockChannel, "lock of the local broker's folder");
        HELD.remove(real);
    }

    private Path portFile() {
        return path.resolve("port");
    }
}
