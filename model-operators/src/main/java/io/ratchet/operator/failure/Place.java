package io.ratchet.operator.failure;

import java.util.Locale;

/** Where a job has failed. */
public enum Place {
    /** In a command, before the job was submitted. */
    START,
    /** In a task that reads a topic and decodes it. */
    SOURCE,
    /** In a task that trains. */
    TRAIN,
    /** In a task that writes to a topic, or commits. */
    SINK,
    /** In the job manager: where partitions are assigned, or checkpoints are kept. */
    JOB_MANAGER;

    /** As it is shown. */
    public String label() {
        return this == TRAIN ? name() : name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
