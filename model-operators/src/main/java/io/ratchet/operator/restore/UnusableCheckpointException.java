package io.ratchet.operator.restore;

import io.ratchet.operator.failure.EndingException;

/**
 * A checkpoint turned out, after it was restored, to be one that cannot be gone on from. It is
 * marked, so that the next start passes it over: submitting the job again goes on from the one
 * before.
 */
public abstract class UnusableCheckpointException extends EndingException {
    private static final long serialVersionUID = 1L;

    protected UnusableCheckpointException(String message) {
        super(message);
    }
}
