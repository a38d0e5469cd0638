package io.ratchet.operator;

/** A restored instance is behind steps that readers of the metrics topic have seen already. */
public final class FallenBehindException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FallenBehindException(String instance, long restoredStep, long committedStep) {
        super(
                "Cannot go on with instance '"
                        + instance
                        + "' at step "
                        + restoredStep
                        + ": its steps up to "
                        + committedStep
                        + " are committed, and those in between would be reported a second time. Bring the newer"
                        + " checkpoint back, or start afresh, as the next generation, with resume: never.");
    }
}
