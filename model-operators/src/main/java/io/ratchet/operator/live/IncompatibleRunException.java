package io.ratchet.operator.live;

import io.ratchet.operator.failure.EndingException;
import java.util.List;

/** A run's configuration has changed in a way that its state cannot follow. */
public final class IncompatibleRunException extends EndingException {
    private static final long serialVersionUID = 1L;

    /**
     * @param run the run
     * @param differences a line for each part that has changed
     */
    public IncompatibleRunException(String run, List<String> differences) {
        super(
                "Run '"
                        + run
                        + "' cannot go on, because its configuration is no longer that of its state: "
                        + String.join("; ", differences)
                        + ". Its weights and moments would not fit or would mean something else. Change it back, give"
                        + " the changed run a new id, or start afresh with resume: never.");
    }
}
