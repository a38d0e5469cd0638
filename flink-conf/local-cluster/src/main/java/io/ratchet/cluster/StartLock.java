package io.ratchet.cluster;

import io.ratchet.job.cluster.TemporaryFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Lets one cluster start at a time on this machine: a port that was found free is taken only when
 * its process has come up, and until then another start would find it free as well.
 */
final class StartLock implements AutoCloseable {
    private final FileChannel channel;

    private StartLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits until no other cluster is starting. */
    static StartLock take() {
        Path file = TemporaryFolder.shared().resolve("ratchet-cluster-start.lock");
        try {
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.lock();
            return new StartLock(channel);
        } catch (IOException e) {
            throw new LocalClusterException("Cannot lock '" + file + "': " + e, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new LocalClusterException("Cannot release the lock on a start.", e);
        }
    }
}
