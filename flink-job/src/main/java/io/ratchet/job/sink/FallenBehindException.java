package io.ratchet.job.sink;

import io.ratchet.operator.failure.EndingException;

/**
 * A run whose batches depend on the order of arrival was restored behind what is committed: what it
 * would compute again is not what was reported.
 */
public final class FallenBehindException extends EndingException {
    private static final long serialVersionUID = 1L;

    FallenBehindException(String run, String topic, Continuation behind) {
        super(
                "Run '"
                        + run
                        + "' cannot go on from an older checkpoint than its newest: topic "
                        + topic
                        + " is ahead ("
                        + behind
                        + "), and with 'order: arrival' the steps in between would be made of other"
                        + " records than those that were reported. Bring the newer checkpoint back, or"
                        + " start afresh, as the next generation, with resume: never.");
    }
}
