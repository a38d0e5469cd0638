package io.ratchet.training.optimizer;

/**
 * What an update needs besides the tensors: together with the spec it decides all coefficients.
 *
 * @param step the step's number, from 1; the number of updates after this one
 * @param learningRate the schedule's rate at that step
 * @param gradientScale what every gradient is multiplied by first: 1, or less where it is clipped
 *     (see {@link GradientNorm#clipScale})
 */
public record UpdateArguments(long step, double learningRate, float gradientScale) {
    public UpdateArguments {
        Limits.atLeastOne("update", "step", step);
        Limits.atLeastZero("update", "learning rate", learningRate);
        Limits.atLeastZero("update", "gradient scale", gradientScale);
    }
}
