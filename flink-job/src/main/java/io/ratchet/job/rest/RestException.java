package io.ratchet.job.rest;

import org.jspecify.annotations.Nullable;

/** A running Flink did not do what it was asked to; the message says why, and what to do. */
public class RestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RestException(String message) {
        super(message);
    }

    RestException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
