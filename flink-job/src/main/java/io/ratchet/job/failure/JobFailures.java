package io.ratchet.job.failure;

import io.ratchet.job.message.Message;
import io.ratchet.operator.failure.FailureCase;
import io.ratchet.operator.failure.FailureSign;
import io.ratchet.operator.failure.FailureTable;
import io.ratchet.operator.failure.Toll;
import io.ratchet.operator.restore.UnusableCheckpointException;
import io.ratchet.operator.serializer.DamagedValueException;
import io.ratchet.operator.serializer.UnknownVersionException;
import io.ratchet.training.device.DeviceMemoryException;
import io.ratchet.training.device.MissingDeviceException;
import io.ratchet.training.device.UnorderedOperationException;
import io.ratchet.training.engine.EngineLibraryException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.ReadOnlyFileSystemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.flink.runtime.io.network.netty.exception.TransportException;
import org.apache.flink.runtime.jobmanager.scheduler.NoResourceAvailableException;
import org.apache.flink.util.FlinkException;
import org.apache.flink.util.StateMigrationException;

/**
 * The job's table of failures, as {@code docs/operate/operations.md} has it. A row stands before
 * what it may look like: most of what Kafka says of a topic that is gone is also a {@code
 * RetriableException}.
 */
public final class JobFailures {
    private static final int SURE = 3;
    private static final Duration SURE_TIME = Duration.ofSeconds(10);

    /** The one table. */
    public static final FailureTable TABLE = FailureTable.of(rows());

    private static final String AGAIN =
            "Then start the job again: it goes on from its newest checkpoint.";

    private JobFailures() {}

    private static List<FailureCase> rows() {
        List<FailureCase> rows = new ArrayList<>(checkpoints());
        rows.addAll(KafkaFailures.lasting());
        rows.addAll(devices());
        rows.addAll(machines());
        rows.addAll(missing());
        rows.addAll(KafkaFailures.passing());
        rows.addAll(connections());
        return rows;
    }

    /** Of a checkpoint: what it holds cannot be used, or not by this build. */
    private static List<FailureCase> checkpoints() {
        return List.of(
                FailureCase.passOver(
                        "unusable-checkpoint",
                        "",
                        FailureSign.type(UnusableCheckpointException.class)),
                FailureCase.passOver(
                                "damaged-state",
                                "Start the job again: it goes on from the newest checkpoint before.",
                                FailureSign.type(DamagedValueException.class))
                        .after(2),
                FailureCase.end(
                                "other-build's-state",
                                """
                                The state was written by another version of Ratchet, or of Flink. \
                                Finish the run with the build that wrote it, or start afresh, as \
                                the next generation, with resume: never.""",
                                FailureSign.type(
                                        StateMigrationException.class,
                                        UnknownVersionException.class))
                        .after(2));
    }

    /** Devices that are not there, or cannot be used. */
    private static List<FailureCase> devices() {
        return List.of(
                FailureCase.end(
                        "missing-device", "", FailureSign.type(MissingDeviceException.class)),
                FailureCase.end(
                        "unordered-operation",
                        "",
                        FailureSign.type(UnorderedOperationException.class)));
    }

    /** What a machine has too little of, which a library that cannot be unpacked says too. */
    private static List<FailureCase> machines() {
        return List.of(
                FailureCase.restart(
                        "device-memory",
                        Toll.RESTARTS,
                        Message.of(
                                """
                                The GPU's memory does not suffice: lower train.deviceCache or the \
                                batch's size, or take a larger GPU. %s""",
                                AGAIN),
                        FailureSign.type(DeviceMemoryException.class)),
                FailureCase.restart(
                        "process-memory",
                        Toll.RESTARTS,
                        Message.of(
                                """
                                The process's memory does not suffice: give it more, or lower \
                                train.cache and train.queue. %s""",
                                AGAIN),
                        FailureSign.type(OutOfMemoryError.class)),
                FailureCase.restart(
                        "storage",
                        Toll.TIME,
                        Message.of(
                                """
                                A disk is full, or a folder cannot be written: make room, or give \
                                the right to write. %s""",
                                AGAIN),
                        FailureSign.type(
                                AccessDeniedException.class, ReadOnlyFileSystemException.class),
                        ofFiles(
                                "No space left on device",
                                "Disk quota exceeded",
                                "Read-only file system",
                                "Permission denied")));
    }

    /** What is not where it should be. */
    private static List<FailureCase> missing() {
        return List.of(
                // A class loader that is being closed says the same once.
                FailureCase.end(
                                "missing-library",
                                Message.of(
                                        """
                                        Every task needs the job's classes and the engine's \
                                        libraries: see that the cluster's lib/ and the jar are \
                                        those of one build. %s""",
                                        AGAIN),
                                FailureSign.type(
                                        ClassNotFoundException.class,
                                        LinkageError.class,
                                        EngineLibraryException.class))
                        .after(SURE, SURE_TIME),
                // Damage of the checkpoint that is restored looks the same: RestoreWatch tells.
                FailureCase.restart(
                        "storage-away",
                        Toll.TIME,
                        Message.of(
                                """
                                A file or a folder is out of reach: see that shares are mounted \
                                and storage answers, on every machine. %s""",
                                AGAIN),
                        FailureSign.type(FileNotFoundException.class, NoSuchFileException.class),
                        ofFiles(
                                "Input/output error",
                                "Stale file handle",
                                "Transport endpoint is not connected",
                                "Host is down",
                                "Mkdirs failed to create",
                                "wiki.apache.org/hadoop",
                                "Name node is in safe mode")),
                FailureCase.restart(
                        "no-slots",
                        Toll.TIME,
                        Message.of(
                                """
                                There are too few free slots: start task managers, or lower \
                                parallelism. %s""",
                                AGAIN),
                        FailureSign.type(NoResourceAvailableException.class)));
    }

    /** What an operating system or a storage says of a file, as Java and RocksDB hand it on. */
    private static FailureSign ofFiles(String... texts) {
        return new FailureSign(
                List.of(IOException.class.getName(), "org.rocksdb.RocksDBException"),
                List.of(texts));
    }

    private static List<FailureCase> connections() {
        return List.of(
                FailureCase.restart(
                        "task-manager-lost",
                        Toll.TIME,
                        "A task manager is dead, frozen or cut off: its log says why. " + AGAIN,
                        FailureSign.type(FlinkException.class)
                                .saying(
                                        "The TaskExecutor is shutting down.",
                                        "is no longer reachable"),
                        FailureSign.type(TimeoutException.class)
                                .saying("The heartbeat of TaskManager with id"),
                        FailureSign.type(TransportException.class)
                                .saying("Lost connection to task manager")),
                FailureCase.restart(
                        "connection",
                        Toll.TIME,
                        "A connection was lost: see that all machines reach each other. " + AGAIN,
                        FailureSign.type(
                                SocketException.class,
                                UnknownHostException.class,
                                ClosedChannelException.class,
                                TransportException.class)));
    }
}
