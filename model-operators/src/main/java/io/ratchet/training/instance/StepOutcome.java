package io.ratchet.training.instance;

/** What became of one batch. */
public sealed interface StepOutcome {
    /**
     * The batch was applied.
     *
     * @param step the step's number
     * @param loss mean loss of the batch, before the update
     * @param gradientNorm global norm of the gradients, before clipping
     * @param learningRate the rate it was applied with
     */
    record Applied(long step, float loss, double gradientNorm, double learningRate)
            implements StepOutcome {}

    /**
     * The batch was refused whole; nothing changed but the count of refusals.
     *
     * @param attemptedStep the number the step would have had
     * @param reason a stable code: {@code loss-not-finite}, {@code gradient-not-finite}, or that of
     *     an {@link InvalidBatchException}
     * @param detail the values, for a reader
     */
    record Refused(long attemptedStep, String reason, String detail) implements StepOutcome {}
}
