package io.ratchet.operator.failure;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.jspecify.annotations.Nullable;

/**
 * A failure that a restart would meet again: wherever it is thrown, the job ends. Its message says
 * what failed, why it matters, and what to do; the command shows it as it is.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public abstract class EndingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    protected EndingException(String message) {
        super(message);
    }

    protected EndingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
