package io.ratchet.operator;

/** A failure inside a step, as it reaches Flink's task thread. */
public final class TrainingFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    TrainingFailedException(Throwable cause) {
        super("The training thread failed: " + cause.getMessage(), cause);
    }
}
