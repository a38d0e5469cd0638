package io.ratchet.webui;

import org.jspecify.annotations.Nullable;

/** A browser did not do what it was told to. */
final class BrowserException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrowserException(String message) {
        this(message, null);
    }

    BrowserException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
