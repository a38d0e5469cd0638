package io.ratchet.kafka.loader;

/** A load that could not be finished; the message says how far it came and what to do. */
public final class LoadException extends Exception {
    private static final long serialVersionUID = 1L;

    LoadException(String message) {
        super(message);
    }

    LoadException(String message, Throwable cause) {
        super(message, cause);
    }
}
