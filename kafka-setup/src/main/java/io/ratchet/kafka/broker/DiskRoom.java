package io.ratchet.kafka.broker;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The room on the disk of a broker's folder.
 *
 * @param folder the folder
 * @param freeBytes what is left; negative where it cannot be told
 * @param bytes the size of the disk
 */
record DiskRoom(Path folder, long freeBytes, long bytes) {
    /** For Kafka's own topics and the indices of a few others, beside the records. */
    static final long LEAST_BYTES = 64L << 20;

    private static final long MEBIBYTE = 1L << 20;

    static DiskRoom of(Path folder) {
        try {
            FileStore store = Files.getFileStore(folder);
            return new DiskRoom(folder, store.getUsableSpace(), store.getTotalSpace());
        } catch (IOException unknown) {
            return new DiskRoom(folder, -1, -1);
        }
    }

    /**
     * Checks it before a broker starts.
     *
     * @throws LocalBrokerException if it is not enough
     */
    void check() {
        if (isFull()) {
            throw new LocalBrokerException(
                    "Cannot start a local broker on folder '"
                            + folder
                            + "': "
                            + text()
                            + ". Free some, or choose a folder on another disk.");
        }
    }

    /** What is to be said when the broker of the folder gives its process up. */
    String lastWords(String reason) {
        return "The local broker on folder '"
                + folder
                + "' cannot go on"
                + (reason.isEmpty() ? "" : " (" + reason + ")")
                + ", and the process ends: "
                + (isFull()
                        ? text() + ". Free some, or move the folder to another disk"
                        : "Kafka could not write there; its cause is in the log (now "
                                + text()
                                + "). Mend that")
                + ", then give the same command again: it goes on where it was.";
    }

    private boolean isFull() {
        return freeBytes >= 0 && freeBytes < LEAST_BYTES;
    }

    private String text() {
        if (freeBytes < 0) {
            return "the room on its disk cannot be told";
        }
        return freeBytes / MEBIBYTE
                + " MiB of "
                + bytes / MEBIBYTE
                + " MiB are free on its disk, and a broker needs at least "
                + LEAST_BYTES / MEBIBYTE
                + " MiB beside the records";
    }
}
