package io.ratchet.operator.restore;

import io.ratchet.operator.serializer.DamagedValueException;
import java.io.EOFException;
import java.io.StreamCorruptedException;
import java.io.UTFDataFormatException;
import java.util.Optional;
import org.apache.flink.runtime.state.BackendBuildingException;
import org.apache.flink.util.ExceptionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells damage of what is stored from other failures of a restore: those that a restart heals, and
 * those that somebody has to mend. Only damage may have a checkpoint passed over.
 */
public final class Damage {
    private static final Logger LOG = LoggerFactory.getLogger(Damage.class);

    /** Known by its name only: the state backend is the cluster's choice. */
    private static final String ROCKSDB = "org.rocksdb.RocksDBException";

    /** Its message does not say so: that is the text of the status only. */
    private static final String CORRUPTION = "Corruption";

    /** How Flink's heap backends begin what they say where a stream is not what they can read. */
    private static final String HEAP = "Failed when trying to restore";

    private Damage() {}

    /** What a checksum has found; nothing if none has failed. */
    public static Optional<String> found(Throwable failure) {
        return ExceptionUtils.findThrowable(failure, Damage::isFailedChecksum)
                .map(found -> String.valueOf(found.getMessage()));
    }

    /**
     * The same, or that stored state does not deserialize. A connection that breaks may look like
     * that, but not twice in a row.
     */
    static Optional<String> suspected(Throwable failure) {
        Optional<String> found = found(failure);
        if (found.isPresent()) {
            return found;
        }
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        Optional<BackendBuildingException> building =
                ExceptionUtils.findThrowable(failure, BackendBuildingException.class);
        if (building.isEmpty() || !isUnreadable(deepest, building.get())) {
            return Optional.empty();
        }
        return Optional.of("its state does not deserialize: " + deepest);
    }

    /** Whether it is told of which stored value: the same text is then the same value. */
    static boolean namesItsValue(Throwable failure) {
        return ExceptionUtils.findThrowable(
                        failure,
                        one ->
                                one instanceof DamagedChunkException
                                        || one instanceof DamagedInstanceException)
                .isPresent();
    }

    private static boolean isFailedChecksum(Throwable failure) {
        return failure instanceof DamagedValueException
                || (failure.getClass().getName().equals(ROCKSDB)
                        && statusOf(failure).startsWith(CORRUPTION));
    }

    private static String statusOf(Throwable rocksDbFailure) {
        try {
            Object status = rocksDbFailure.getClass().getMethod("getStatus").invoke(rocksDbFailure);
            return status == null
                    ? ""
                    : String.valueOf(status.getClass().getMethod("getCodeString").invoke(status));
        } catch (ReflectiveOperationException otherVersion) {
            LOG.warn("Cannot tell what RocksDB has failed with", otherVersion);
            return "";
        }
    }

    /**
     * While RocksDB is built, a faulty setting looks like an unexpected value; a heap only reads.
     */
    private static boolean isUnreadable(Throwable deepest, BackendBuildingException building) {
        if (deepest instanceof EOFException
                || deepest instanceof UTFDataFormatException
                || deepest instanceof StreamCorruptedException) {
            return true;
        }
        return String.valueOf(building.getMessage()).startsWith(HEAP)
                && (deepest instanceof NegativeArraySizeException
                        || deepest instanceof IndexOutOfBoundsException
                        || deepest instanceof IllegalArgumentException
                        || deepest instanceof IllegalStateException);
    }
}
