package io.ratchet.training.step;

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
     * @param reason a stable code, one of {@link BatchRefusal}
     * @param detail the values, for a reader
     */
    record Refused(long attemptedStep, String reason, String detail) implements StepOutcome {
        public Refused(long attemptedStep, BatchRefusal reason, String detail) {
            this(attemptedStep, reason.code(), detail);
        }

        /**
         * Whether it is what the model computes of the batch that is at fault, which may be the
         * model's fault, and not what the batch is made of.
         */
        public boolean isOfValues() {
            return reason.equals(BatchRefusal.LOSS_NOT_FINITE.code())
                    || reason.equals(BatchRefusal.GRADIENT_NOT_FINITE.code());
        }
    }
}
