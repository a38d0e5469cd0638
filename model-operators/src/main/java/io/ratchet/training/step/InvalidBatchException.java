package io.ratchet.training.step;

/** A batch that does not fit the run's input. Thrown before anything was computed or changed. */
public final class InvalidBatchException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final BatchRefusal reason;
    private final String detail;

    public InvalidBatchException(BatchRefusal reason, String detail) {
        super(detail);
        this.reason = reason;
        this.detail = detail;
    }

    /** Why it does not. */
    public BatchRefusal reason() {
        return reason;
    }

    /** The values, for a reader; the exception's message. */
    public String detail() {
        return detail;
    }
}
