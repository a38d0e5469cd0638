package io.ratchet.operator.restore;

import io.ratchet.operator.failure.EndingException;

/**
 * The last whole checkpoint of a job turned out to be damaged. It is not passed over: another start
 * would have nothing to go on from.
 */
public final class LastCheckpointException extends EndingException {
    private static final long serialVersionUID = 1L;

    LastCheckpointException(String damage, PassedOver passedOver) {
        super("Cannot restore the job: " + damage + ". " + passedOver.text());
    }
}
