package io.ratchet.job.record;

import org.jspecify.annotations.Nullable;

/** A record on one of the job's topics that this build cannot read. */
public final class UnreadableRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** One that is readable, and not what its key says. */
    public UnreadableRecordException(String message) {
        this(message, null);
    }

    public UnreadableRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
