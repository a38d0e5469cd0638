package io.ratchet.job.rest;

import java.net.URI;

/** No Flink answers. */
public final class UnreachableException extends RestException {
    private static final long serialVersionUID = 1L;

    UnreachableException(URI endpoint, Throwable cause) {
        super(
                "No Flink answers at "
                        + endpoint
                        + ": "
                        + (cause.getMessage() == null
                                ? cause.getClass().getSimpleName()
                                : cause.getMessage())
                        + ". Start one, or say with --rest where its web UI is.",
                cause);
    }
}
