package io.ratchet.kafka.unpack;

import java.io.IOException;

/** A file whose bytes are not what they should be; the message says what they are, and where. */
public final class UnreadableFileException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The message names no file: whoever opened it does. */
    public UnreadableFileException(String message) {
        super(message);
    }

    /** The same, with what it was noticed by. */
    public UnreadableFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
