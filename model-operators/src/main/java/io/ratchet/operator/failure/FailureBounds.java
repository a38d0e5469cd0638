package io.ratchet.operator.failure;

import java.io.Serializable;
import java.time.Duration;

/**
 * When a job that gets nowhere is given up: it has restarted and restarted, and no new step has
 * been committed.
 *
 * @param restarts how often it may restart so, outages not counted
 * @param time how long it may go on so, whatever the reason
 */
public record FailureBounds(int restarts, Duration time) implements Serializable {
    private static final long serialVersionUID = 1L;

    public FailureBounds {
        if (restarts < 1 || time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException(
                    "A job needs at least one restart and some time, but may restart "
                            + restarts
                            + " times within "
                            + time
                            + ".");
        }
    }
}
