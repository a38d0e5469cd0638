package io.ratchet.operator;

import io.ratchet.operator.serializer.DamagedValueException;
import java.io.EOFException;
import java.io.StreamCorruptedException;
import java.io.UTFDataFormatException;
import java.util.Locale;
import java.util.Optional;
import org.apache.flink.runtime.state.BackendBuildingException;
import org.apache.flink.util.ExceptionUtils;

/**
 * Tells damage of what is stored from other failures of a restore: those that a restart heals, and
 * those that somebody has to mend. Only damage may have a checkpoint passed over.
 */
final class Damage {
    /** Known by its name only: the state backend is the cluster's choice. */
    private static final String ROCKSDB = "org.rocksdb.RocksDBException";

    private static final String CORRUPTION = "corruption";

    /** How Flink's heap backends begin what they say where a stream is not what they can read. */
    private static final String HEAP = "Failed when trying to restore";

    private Damage() {}

    /** What a checksum has found; nothing if none has failed. */
    static Optional<String> found(Throwable failure) {
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

    private static boolean isFailedChecksum(Throwable failure) {
        return failure instanceof DamagedValueException
                || (failure.getClass().getName().equals(ROCKSDB)
                        && String.valueOf(failure.getMessage())
                                .toLowerCase(Locale.ROOT)
                                .contains(CORRUPTION));
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
