package io.ratchet.operator;

import java.util.Optional;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.util.ExceptionUtils;

/** A file of a restored checkpoint is not what was stored: the state backend's checksum says so. */
public final class DamagedStateException extends UnusableCheckpointException {
    private static final long serialVersionUID = 1L;

    /** Known by its name only: the state backend is the cluster's choice. */
    private static final String ROCKSDB = "org.rocksdb.RocksDBException";

    private static final String CORRUPTION = "corruption";

    private DamagedStateException(String message) {
        super(message);
    }

    /**
     * What a failure to load an instance is: the end of the job, if it comes from damage in a
     * restored checkpoint, because a restart would find it again; else the failure as it was.
     */
    static Exception orElse(Exception failure, String instance, RestoredCheckpoint checkpoint) {
        Optional<Throwable> damage =
                ExceptionUtils.findThrowable(failure, DamagedStateException::isCorruption);
        if (damage.isEmpty() || checkpoint.path().isEmpty()) {
            return failure;
        }
        String found = "its state cannot be read: " + damage.get().getMessage();
        return new SuppressRestartsException(
                new DamagedStateException(
                        "Cannot restore instance '"
                                + instance
                                + "': "
                                + found
                                + ". "
                                + checkpoint.passOver("instance '" + instance + "': " + found)));
    }

    private static boolean isCorruption(Throwable failure) {
        return failure.getClass().getName().equals(ROCKSDB)
                && String.valueOf(failure.getMessage())
                        .toLowerCase(java.util.Locale.ROOT)
                        .contains(CORRUPTION);
    }
}
