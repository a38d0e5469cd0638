package io.ratchet.drill.stage;

/** A drill cannot go on. */
public final class DrillException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what failed, why it matters and what to do. */
    public DrillException(String message) {
        super(message);
    }

    /** The same, with what caused it. */
    public DrillException(String message, Throwable cause) {
        super(message, cause);
    }
}
