package io.ratchet.failure;

import java.util.Locale;

/** How an interruption goes away. */
public enum InterruptionKind {
    /** By itself: a lost connection, a dead process with a spare. */
    TRANSIENT,
    /** When something is changed: a full disk, a device without memory, a missing library. */
    PERSISTENT,
    /** Somebody asked for it: a savepoint, a drain, a task manager that is shut down. */
    PLANNED;

    /** The label's value. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
