package io.ratchet.job.cluster;

import org.jspecify.annotations.Nullable;

/** Flink in this process did not do what it was asked to. */
public final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClusterException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
