package io.ratchet.training.step;

/**
 * A step that was computed.
 *
 * @param outcome what became of the batch
 * @param logits n logits where the run is evaluated by them and the batch was applied, else none
 */
public record ComputedStep(StepOutcome outcome, float[] logits) {
    /** Those of whoever wants none. */
    public static final float[] NO_LOGITS = {};

    /** A batch that was refused. */
    public static ComputedStep refused(long step, BatchRefusal reason, String detail) {
        return new ComputedStep(new StepOutcome.Refused(step, reason, detail), NO_LOGITS);
    }
}
