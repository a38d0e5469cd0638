package io.ratchet.kafka.topic;

/** Topics cannot be read or changed as asked; the message says why and what to do. */
public final class TopicException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TopicException(String message) {
        super(message);
    }

    TopicException(String message, Throwable cause) {
        super(message, cause);
    }
}
