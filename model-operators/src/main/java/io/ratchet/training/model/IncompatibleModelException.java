package io.ratchet.training.model;

/** A model that does not go with its input or its loss. The message says what to change. */
public final class IncompatibleModelException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public IncompatibleModelException(String message) {
        super(message);
    }

    public IncompatibleModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
