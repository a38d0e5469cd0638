package io.ratchet.training.run;

/**
 * Where a run stands. The code is what is stored and published; the order of the constants is not.
 */
public enum RunStatus {
    TRAINING("training"),
    /** The run's end has been reached; it trains again only if it is given a later one. */
    SUCCEEDED("succeeded"),
    /** Too many refused batches in a row; it trains no further. */
    DIVERGED("diverged"),
    /** More of its records were refused than it may lose; it trains no further. */
    REFUSED("refused"),
    /** Its end has been reached without a single step. */
    UNTRAINED("untrained");

    private final String code;

    RunStatus(String code) {
        this.code = code;
    }

    /** The name in state, topics and the command line. */
    public String code() {
        return code;
    }

    /** The status of a code; refuses codes that this build does not know. */
    public static RunStatus ofCode(String code) {
        for (RunStatus status : values()) {
            if (status.code.equals(code)) {
                return status;
            }
        }
        throw new IllegalArgumentException("Unknown run status '" + code + "'.");
    }
}
