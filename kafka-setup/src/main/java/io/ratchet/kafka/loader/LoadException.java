package io.ratchet.kafka.loader;

import io.ratchet.kafka.unpack.UnreadableFileException;
import java.io.IOException;

/** A load that could not be finished; the message says how far it came and what to do. */
public final class LoadException extends Exception {
    private static final long serialVersionUID = 1L;

    LoadException(String message) {
        super(message);
    }

    /**
     * What an exception says, without its full stop, and with its name where it says only a value.
     */
    static String reason(IOException failure) {
        String message = failure.getMessage();
        boolean tells =
                failure.getClass() == IOException.class
                        || failure instanceof UnreadableFileException;
        String reason = tells && message != null ? message : failure.toString();
        return reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
    }

    LoadException(String message, Throwable cause) {
        super(message, cause);
    }
}
