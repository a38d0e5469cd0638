package io.ratchet.operator.end;

/** The state of a job whose runs have all ended could not be kept. */
final class LastStateException extends Exception {
    private static final long serialVersionUID = 1L;

    LastStateException(Throwable cause) {
        super(
                "Every run of the job has ended, but its last state, from which the runs could go"
                        + " on later, could not be written as a savepoint: "
                        + cause.getMessage()
                        + " The job goes on from its newest checkpoint and tries again.",
                cause);
    }
}
