package io.ratchet.operator.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.FileSystemException;
import java.util.stream.Stream;
import org.apache.flink.runtime.execution.CancelTaskException;
import org.apache.flink.runtime.state.BackendBuildingException;
import org.apache.flink.util.FlinkException;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.StateMigrationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Failures as Flink wraps them while it restores. */
final class DamageTest {
    private static final String ON_HEAP = "Failed when trying to restore heap backend";
    private static final String ON_ROCKSDB = "Caught unexpected exception.";

    @Test
    void aFailedChecksumOfRocksDbIsFound() {
        Exception failure =
                restoring(ON_ROCKSDB, rocksDb(Status.Code.Corruption, "block checksum mismatch"));

        assertThat(Damage.found(failure))
                .hasValueSatisfying(text -> assertThat(text).contains("block checksum mismatch"));
    }

    @Test
    void aStreamThatDoesNotDeserializeIsSuspectedButNotFound() {
        Exception failure = restoring(ON_HEAP, new EOFException("a length of -5 bytes"));

        assertThat(Damage.found(failure)).isEmpty();
        assertThat(Damage.suspected(failure))
                .hasValueSatisfying(text -> assertThat(text).contains("a length of -5 bytes"));
        assertThat(Damage.suspected(restoring(ON_HEAP, new IllegalArgumentException("no such"))))
                .isPresent();
    }

    static Stream<Arguments> others() {
        return Stream.of(
                arguments(restoring(ON_HEAP, new ConnectException("Connection reset"))),
                arguments(restoring(ON_HEAP, new StateMigrationException("other serializer"))),
                arguments(
                        restoring(
                                ON_HEAP,
                                new IOException("unknown version 9, this build reads 1 to 2"))),
                arguments(restoring(ON_ROCKSDB, new IllegalArgumentException("no such level"))),
                arguments(
                        restoring(
                                ON_ROCKSDB,
                                rocksDb(Status.Code.IOError, "No space left on device"))),
                arguments(restoring(ON_ROCKSDB, new FileSystemException("/tmp", null, "full"))),
                arguments(restoring("Task was cancelled", new CancelTaskException())),
                arguments(new IllegalStateException("a step failed")),
                arguments(new FlinkRuntimeException(new EOFException("a client's connection"))));
    }

    @ParameterizedTest
    @MethodSource("others")
    void otherFailuresAreNotTakenForDamage(Exception failure) {
        assertThat(Damage.suspected(failure)).isEmpty();
    }

    /** As its native code makes it. */
    private static RocksDBException rocksDb(Status.Code code, String text) {
        return new RocksDBException(new Status(code, Status.SubCode.None, text));
    }

    private static Exception restoring(String what, Exception cause) {
        return new Exception(
                "Exception while creating StreamOperatorStateContext.",
                new FlinkException(
                        "Could not restore keyed state backend from any of the 1 provided restore"
                                + " options.",
                        new BackendBuildingException(what, cause)));
    }
}
