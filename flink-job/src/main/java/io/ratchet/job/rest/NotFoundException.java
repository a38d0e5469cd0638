package io.ratchet.job.rest;

/** Flink answers, and does not know what it was asked for. */
public final class NotFoundException extends RestException {
    private static final long serialVersionUID = 1L;

    NotFoundException(String message) {
        super(message);
    }
}
