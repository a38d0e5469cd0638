package io.ratchet.failure;

/** What has interrupted a job, as far as its failure tells. */
public enum InterruptionCause {
    /** Restored state is not what was stored. */
    DAMAGED_STATE("damaged-state", InterruptionKind.PERSISTENT),
    /** Configuration and state of a run do not belong together. */
    INCOMPATIBLE_RUN("incompatible-run", InterruptionKind.PERSISTENT),
    /** A newer start of the same job owns its runs. */
    NEWER_OWNER("newer-owner", InterruptionKind.PERSISTENT),
    /** A GPU was asked for, and there is none. */
    DEVICE_MISSING("device-missing", InterruptionKind.PERSISTENT),
    /** The engine's device has no memory left. */
    DEVICE_MEMORY("device-memory", InterruptionKind.PERSISTENT),
    /** A model uses an operation that gives other bits each time. */
    UNORDERED_OPERATION("unordered-operation", InterruptionKind.PERSISTENT),
    /** The Java heap, or another part of the process's memory, is full. */
    PROCESS_MEMORY("process-memory", InterruptionKind.PERSISTENT),
    /** A disk or a directory cannot be written. */
    STORAGE("storage", InterruptionKind.PERSISTENT),
    /** A file or a folder is out of reach. */
    STORAGE_AWAY("storage-away", InterruptionKind.TRANSIENT),
    /** Classes or natives are not where they should be. */
    MISSING_LIBRARY("missing-library", InterruptionKind.PERSISTENT),
    /** Kafka refuses: rights, a topic that is gone, a record that is too large. */
    KAFKA_REFUSED("kafka-refused", InterruptionKind.PERSISTENT),
    /** State that another version of Ratchet, or of Flink, has written. */
    STATE_OF_ANOTHER_BUILD("state-of-another-build", InterruptionKind.PERSISTENT),
    /** Somebody else has written on one of the job's topics. */
    FOREIGN_RECORD("foreign-record", InterruptionKind.PERSISTENT),
    /** The job has ended itself, and says why. */
    ENDED("ended", InterruptionKind.PERSISTENT),
    /** There are not enough free slots. */
    NO_SLOTS("no-slots", InterruptionKind.PERSISTENT),
    /** A savepoint was taken to stop the job. */
    STOPPED("stopped", InterruptionKind.PLANNED),
    /** A task manager is shut down in order. */
    TASK_MANAGER_SHUT_DOWN("task-manager-shut-down", InterruptionKind.PLANNED),
    /** A task manager is dead, frozen, or cut off. */
    TASK_MANAGER_LOST("task-manager-lost", InterruptionKind.TRANSIENT),
    /** Too many checkpoints in a row have failed. */
    CHECKPOINTS("checkpoints", InterruptionKind.TRANSIENT),
    /** Brokers do not answer, or answer that they will soon. */
    KAFKA_UNREACHABLE("kafka-unreachable", InterruptionKind.TRANSIENT),
    /** Another connection was lost. */
    CONNECTION("connection", InterruptionKind.TRANSIENT),
    /** A training step has failed in a way that has no name of its own. */
    STEP("step", InterruptionKind.TRANSIENT),
    /** None of the others. */
    UNKNOWN("unknown", InterruptionKind.TRANSIENT);

    private final String label;
    private final InterruptionKind kind;

    InterruptionCause(String label, InterruptionKind kind) {
        this.label = label;
        this.kind = kind;
    }

    /** The label's value. */
    public String label() {
        return label;
    }

    /** How it goes away. */
    public InterruptionKind kind() {
        return kind;
    }
}
