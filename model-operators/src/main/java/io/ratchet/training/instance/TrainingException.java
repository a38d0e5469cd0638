package io.ratchet.training.instance;

/**
 * A step that the engine failed in. The instance may have been changed in part: close it and
 * restore it.
 */
public final class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String run;
    private final long step;

    TrainingException(String run, long step, Throwable cause) {
        super("Run '" + run + "' failed in step " + step + ": " + cause.getMessage(), cause);
        this.run = run;
        this.step = step;
    }

    /** The run's id. */
    public String run() {
        return run;
    }

    /** The step's number. */
    public long step() {
        return step;
    }
}
