package io.ratchet.tensor;

/**
 * Bytes that break the safetensors format. It carries no stack trace: bad input is expected, and
 * must not slow the good down.
 */
public final class SafetensorsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    /** What kind of fault it is. */
    public enum Fault {
        /** The bytes do not follow the format. */
        MALFORMED,
        /** The bytes end before their header says they do. */
        TRUNCATED,
        /** A tensor has an element type that this build does not read. */
        UNKNOWN_TYPE
    }

    /**
     * @param fault the kind
     * @param message what was found where
     */
    public SafetensorsException(Fault fault, String message) {
        super(message, null, false, false);
        this.fault = fault;
    }

    /** The kind of fault. */
    public Fault fault() {
        return fault;
    }

    /** What was found where. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
