package io.ratchet.job.cluster;

import io.ratchet.job.waiting.Waiting;
import io.ratchet.kafka.broker.LocalBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one folder in which this process, with the Flink and the libraries in it, writes aside.
 * {@code bin/ratchet} makes it and gives it to Java as {@code java.io.tmpdir}, because a Java that
 * runs already does not take another one everywhere.
 *
 * <p>As long as the process lives it holds a lock in its folder, which the system frees however the
 * process ends, and which also tells processes of several containers apart. So a later start
 * removes what a {@code kill -9} has left, and nothing that is in use.
 *
 * <p><b>Owns</b> the folder. <b>Lifecycle</b>: until {@link #remove()}, which a shutdown hook
 * calls.
 */
public final class TemporaryFolder {
    /** The system property that names it. */
    static final String PROPERTY = "ratchet.temporary";

    /** How the names of such folders begin. */
    static final String PREFIX = "ratchet-process-";

    /** Held by the process; a folder without it was just made, or is left over from before. */
    static final String IN_USE = "in-use";

    /** The system's folder for such things, of which there is one for all processes. */
    private static final String SYSTEM = "java.io.tmpdir";

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);
    private static final Duration LONGEST_START = Duration.ofHours(1);
    private static final Duration LONGEST_REMOVAL = Duration.ofSeconds(3);
    private static final Duration TRIED_AGAIN = Duration.ofMillis(20);

    private static volatile @Nullable TemporaryFolder own;

    private final Path folder;
    private final @Nullable FileChannel inUse;

    private TemporaryFolder(Path folder, @Nullable FileChannel inUse) {
        this.folder = folder;
        this.inUse = inUse;
    }

    /** Takes the folder that this process was given, if it was; it goes when the process ends. */
    public static void takeOwn() {
        String given = System.getProperty(PROPERTY);
        if (given == null || given.isEmpty()) {
            return;
        }
        TemporaryFolder taken = take(Path.of(given));
        own = taken;
        Runtime.getRuntime()
                .addShutdownHook(new Thread(TemporaryFolder::removeOwn, "ratchet-temporary"));
        removeAbandoned(taken.folder);
    }

    /** Where files lie that the processes of this machine share, such as locks. */
    public static Path shared() {
        TemporaryFolder taken = own;
        Path parent = taken == null ? null : taken.folder.getParent();
        return parent == null ? Path.of(System.getProperty(SYSTEM)) : parent;
    }

    /** Removes that of this process, where it has one; the process ends. */
    public static void removeOwn() {
        TemporaryFolder taken = own;
        if (taken != null) {
            LocalBroker.processEnds();
            taken.remove();
        }
    }

    static TemporaryFolder take(Path folder) {
        Path absolute = folder.toAbsolutePath();
        try {
            // Under its name only when it is locked: nobody ever finds it there and free.
            Path unlocked = absolute.resolve(IN_USE + ".new");
            FileChannel channel =
                    FileChannel.open(unlocked, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.lock();
            Files.move(unlocked, absolute.resolve(IN_USE), StandardCopyOption.ATOMIC_MOVE);
            return new TemporaryFolder(absolute, channel);
        } catch (IOException e) {
            LOG.warn(
                    """
                    Cannot lock the temporary folder {}: what is in it goes at the end of this \
                    process, but not if it is killed""",
                    absolute,
                    e);
            return new TemporaryFolder(absolute, null);
        }
    }

    /**
     * Removes the folders that lie beside one and belong to no process any more.
     *
     * @param own the one that is in use here
     */
    static void removeAbandoned(Path own) {
        Path parent = own.toAbsolutePath().getParent();
        if (parent == null) {
            return;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path other : folders) {
                if (!other.getFileName().equals(own.getFileName())) {
                    removeIfAbandoned(other);
                }
            }
        } catch (IOException e) {
            LOG.warn("Cannot look for what killed processes have left in {}", parent, e);
        }
    }

    private static void removeIfAbandoned(Path other) {
        Path inUse = other.resolve(IN_USE);
        try {
            if (!Files.exists(inUse)) {
                if (isOlderThanAnyStart(other)) {
                    delete(other);
                }
                return;
            }
            try (FileChannel channel = FileChannel.open(inUse, StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                if (lock != null && delete(other)) {
                    LOG.info("Removed {}, which a killed process has left", other);
                }
            }
        } catch (OverlappingFileLockException ofThisProcess) {
            LOG.debug("{} is in use", other, ofThisProcess);
        } catch (IOException e) {
            // Another user's, or another start removes it.
            LOG.debug("Leaves {} as it is", other, e);
        }
    }

    private static boolean isOlderThanAnyStart(Path folder) throws IOException {
        long age = System.currentTimeMillis() - Files.getLastModifiedTime(folder).toMillis();
        return age > LONGEST_START.toMillis();
    }

    /** Removes it, although others may still write into it for a moment. */
    void remove() {
        Waiting.until(LONGEST_REMOVAL, TRIED_AGAIN, () -> delete(folder));
        try {
            if (inUse != null) {
                inUse.close();
            }
        } catch (IOException e) {
            LOG.debug("The lock of {} was not freed in order", folder, e);
        }
    }

    /** Whether nothing of it is left. */
    private static boolean delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            return !Files.exists(folder);
        }
    }
}
