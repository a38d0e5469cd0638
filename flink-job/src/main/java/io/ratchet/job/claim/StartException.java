package io.ratchet.job.claim;

import io.ratchet.operator.failure.EndingException;
import org.jspecify.annotations.Nullable;

/** A job that cannot be started as asked; the message says why, and what to do. */
public final class StartException extends EndingException {
    private static final long serialVersionUID = 1L;

    public StartException(String message) {
        super(message);
    }

    public StartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
