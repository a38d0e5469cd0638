package io.ratchet.kafka.broker;

/** The local broker cannot be started; the message says why and what to do. */
public final class LocalBrokerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LocalBrokerException(String message) {
        super(message);
    }

    LocalBrokerException(String message, Throwable cause) {
        super(message, cause);
    }
}
