package io.ratchet.failure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Tells an interruption's cause from a failure. The first rule that fits any link of the chain
 * decides, so what is wrong for good stands before what it may look like.
 */
final class InterruptionRules {
    /** A ConfigException says it of a broker whose name is gone with it. */
    private static final String UNRESOLVED = "No resolvable bootstrap urls";

    private static final String KAFKA = "org.apache.kafka.common.errors.";
    private static final String ENGINE = "ai.djl.engine.EngineException";
    private static final Map<InterruptionCause, Predicate<CauseChain.Link>> RULES = rules();

    private InterruptionRules() {}

    static InterruptionCause causeOf(Throwable failure) {
        return causeOf(CauseChain.of(failure));
    }

    static InterruptionCause causeOf(CauseChain chain) {
        for (Map.Entry<InterruptionCause, Predicate<CauseChain.Link>> rule : RULES.entrySet()) {
            if (chain.any(rule.getValue())) {
                return rule.getKey();
            }
        }
        return InterruptionCause.UNKNOWN;
    }

    private static Map<InterruptionCause, Predicate<CauseChain.Link>> rules() {
        Map<InterruptionCause, Predicate<CauseChain.Link>> rules = new LinkedHashMap<>();
        planned(rules);
        persistent(rules);
        resources(rules);
        endings(rules);
        transients(rules);
        return rules;
    }

    private static void planned(Map<InterruptionCause, Predicate<CauseChain.Link>> rules) {
        rules.put(
                InterruptionCause.STOPPED,
                link ->
                        link.is(
                                "org.apache.flink.runtime.scheduler.stopwithsavepoint"
                                        + ".StopWithSavepointStoppingException"));
        rules.put(
                InterruptionCause.TASK_MANAGER_SHUT_DOWN,
                link -> link.says("The TaskExecutor is shutting down."));
    }

    private static void persistent(Map<InterruptionCause, Predicate<CauseChain.Link>> rules) {
        rules.put(InterruptionCause.DAMAGED_STATE, InterruptionRules::isDamage);
        rules.put(
                InterruptionCause.INCOMPATIBLE_RUN,
                link ->
                        link.is(
                                "io.ratchet.operator.live.IncompatibleRunException",
                                "io.ratchet.training.model.IncompatibleModelException"));
        rules.put(
                InterruptionCause.NEWER_OWNER,
                link ->
                        link.is(
                                "io.ratchet.job.claim.StartException",
                                KAFKA + "ProducerFencedException",
                                KAFKA + "InvalidProducerEpochException"));
        rules.put(
                InterruptionCause.DEVICE_MISSING,
                link -> link.is("io.ratchet.training.device.MissingDeviceException"));
        rules.put(InterruptionCause.DEVICE_MEMORY, InterruptionRules::isFullDevice);
        rules.put(
                InterruptionCause.UNORDERED_OPERATION,
                link -> link.is("io.ratchet.training.device.UnorderedOperationException"));
    }

    /** What a process or a broker does not have or allow. */
    private static void resources(Map<InterruptionCause, Predicate<CauseChain.Link>> rules) {
        rules.put(InterruptionCause.PROCESS_MEMORY, InterruptionRules::isFullProcess);
        rules.put(
                InterruptionCause.STORAGE,
                link ->
                        link.is(
                                        "java.nio.file.AccessDeniedException",
                                        "java.nio.file.ReadOnlyFileSystemException")
                                || isOfFiles(
                                        link,
                                        "No space left on device",
                                        "Disk quota exceeded",
                                        "Read-only file system",
                                        "Permission denied"));
        rules.put(
                InterruptionCause.MISSING_LIBRARY,
                link ->
                        link.is(
                                "java.lang.ClassNotFoundException",
                                "java.lang.NoClassDefFoundError",
                                "java.lang.UnsatisfiedLinkError",
                                "java.lang.LinkageError",
                                "io.ratchet.training.engine.EngineLibraryException"));
        rules.put(
                InterruptionCause.STORAGE_AWAY,
                link ->
                        link.is(
                                        "java.io.FileNotFoundException",
                                        "java.nio.file.NoSuchFileException")
                                || isOfFiles(
                                        link,
                                        "Input/output error",
                                        "Stale file handle",
                                        "Transport endpoint is not connected",
                                        "Host is down",
                                        "Mkdirs failed to create",
                                        "wiki.apache.org/hadoop",
                                        "Name node is in safe mode"));
        rules.put(
                InterruptionCause.KAFKA_REFUSED,
                link ->
                        link.isOneOf(KAFKA, "AuthorizationException", "AuthenticationException")
                                || link.is(
                                        KAFKA + "UnknownTopicOrPartitionException",
                                        KAFKA + "UnknownTopicIdException",
                                        KAFKA + "InvalidTopicException",
                                        KAFKA + "RecordTooLargeException",
                                        KAFKA + "CorruptRecordException",
                                        KAFKA + "UnsupportedVersionException",
                                        KAFKA + "InvalidTxnTimeoutException",
                                        "org.apache.kafka.clients.consumer"
                                                + ".OffsetOutOfRangeException",
                                        "org.apache.kafka.clients.consumer"
                                                + ".NoOffsetForPartitionException")
                                || (link.is("org.apache.kafka.common.config.ConfigException")
                                        && !link.says(UNRESOLVED))
                                || link.says("seek past the record to continue consumption"));
    }

    private static void endings(Map<InterruptionCause, Predicate<CauseChain.Link>> rules) {
        rules.put(
                InterruptionCause.STATE_OF_ANOTHER_BUILD,
                link ->
                        link.is("org.apache.flink.util.StateMigrationException")
                                || link.is(
                                        "io.ratchet.operator.serializer.UnknownVersionException"));
        rules.put(
                InterruptionCause.FOREIGN_RECORD,
                link -> link.is("io.ratchet.job.record.UnreadableRecordException"));
        rules.put(
                InterruptionCause.ENDED,
                link ->
                        link.is(
                                "io.ratchet.operator.failure.EndingException",
                                "org.apache.flink.runtime.execution.SuppressRestartsException"));
        rules.put(
                InterruptionCause.NO_SLOTS,
                link ->
                        link.is(
                                "org.apache.flink.runtime.jobmanager.scheduler"
                                        + ".NoResourceAvailableException"));
    }

    private static void transients(Map<InterruptionCause, Predicate<CauseChain.Link>> rules) {
        rules.put(InterruptionCause.TASK_MANAGER_LOST, InterruptionRules::isLostTaskManager);
        rules.put(
                InterruptionCause.CHECKPOINTS,
                link -> link.says("Exceeded checkpoint tolerable failure threshold"));
        rules.put(
                InterruptionCause.KAFKA_UNREACHABLE,
                link ->
                        link.is(
                                        KAFKA + "RetriableException",
                                        KAFKA + "TimeoutException",
                                        KAFKA + "DisconnectException")
                                || link.says(UNRESOLVED));
        rules.put(
                InterruptionCause.CONNECTION,
                link ->
                        link.is(
                                "java.net.SocketException",
                                "java.net.UnknownHostException",
                                "java.nio.channels.ClosedChannelException",
                                "org.apache.flink.runtime.io.network.netty.exception"
                                        + ".TransportException"));
        rules.put(
                InterruptionCause.STEP,
                link ->
                        link.is(
                                "io.ratchet.operator.TrainingFailedException",
                                "io.ratchet.training.instance.TrainingException"));
    }

    /** What an operating system or a storage says of a file, as Java and RocksDB hand it on. */
    private static boolean isOfFiles(CauseChain.Link link, String... texts) {
        return link.is("java.io.IOException", "org.rocksdb.RocksDBException") && link.says(texts);
    }

    private static boolean isDamage(CauseChain.Link link) {
        return link.is(
                "io.ratchet.job.checkpoint.DamagedCheckpointException",
                "io.ratchet.operator.restore.DamagedChunkException",
                "io.ratchet.operator.restore.DamagedInstanceException",
                "io.ratchet.operator.restore.DamagedStateException",
                "io.ratchet.operator.restore.LastCheckpointException",
                "io.ratchet.operator.serializer.DamagedValueException");
    }

    /** What TRAIN says with figures, and what the engine says where nobody has added them. */
    private static boolean isFullDevice(CauseChain.Link link) {
        return link.is("io.ratchet.training.device.DeviceMemoryException")
                || (link.is(ENGINE)
                        && link.says(
                                "out of memory",
                                "CUBLAS_STATUS_ALLOC_FAILED",
                                "CUDNN_STATUS_ALLOC_FAILED",
                                "unable to find an engine to execute this computation",
                                "Unable to find a valid cuDNN algorithm"));
    }

    /** The heap, or what the engine's allocator for the host says. */
    private static boolean isFullProcess(CauseChain.Link link) {
        return link.is("java.lang.OutOfMemoryError")
                || (link.is(ENGINE) && link.says("can't allocate memory", "not enough memory"));
    }

    /** Whoever finds it missing first says so in words of its own. */
    private static boolean isLostTaskManager(CauseChain.Link link) {
        boolean found =
                link.says("is no longer reachable", "The heartbeat of TaskManager with id")
                        || (link.says("TaskManager with id") && link.says("timed out"));
        return found
                || link.is(
                        "org.apache.flink.runtime.io.network.netty.exception"
                                + ".RemoteTransportException")
                || link.says("Lost connection to task manager");
    }
}
