package io.ratchet.operator;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what a task has used, and never throws: where a task has failed, Flink takes a failure to
 * close for one of the process, and ends the task manager with all that runs on it. Nothing is lost
 * by that: what counts has been flushed before a checkpoint, and failed there.
 */
public final class TaskClosing {
    private static final Logger LOG = LoggerFactory.getLogger(TaskClosing.class);

    private TaskClosing() {}

    /** Closes all of them, in this order, whichever fails. */
    public static void quietly(@Nullable AutoCloseable... parts) {
        boolean interrupted = false;
        for (AutoCloseable part : parts) {
            try {
                if (part != null) {
                    part.close();
                }
            } catch (InterruptedException interruption) {
                interrupted = true;
                LOG.warn("Interrupted while {} was closed", part, interruption);
            } catch (Exception failure) {
                LOG.warn("Could not close {}", part, failure);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
