package io.ratchet.operator.result;

import io.ratchet.training.batch.Places;

/**
 * One step, as it is reported. All but the time are equal in every run over the same records.
 *
 * @param run the run
 * @param instance the instance; equal to the run where it has only one
 * @param generation counts the fresh starts of the run
 * @param step the step's number
 * @param loss mean loss of the batch before the update
 * @param lossAverage exponentially weighted average of the losses
 * @param gradientNorm global norm of the gradients before clipping
 * @param learningRate the rate of the step
 * @param sampleCount samples of the batch
 * @param samples samples of all steps so far
 * @param auc area under the ROC curve so far, NaN where it is not measured or not defined yet
 * @param places where the batch came from
 * @param timeMillis when the step was emitted, wall clock
 */
public record StepRecord(
        String run,
        String instance,
        int generation,
        long step,
        float loss,
        double lossAverage,
        double gradientNorm,
        double learningRate,
        int sampleCount,
        long samples,
        double auc,
        Places places,
        long timeMillis) {
    /** The same step with other places. */
    public StepRecord withPlaces(Places other) {
        return new StepRecord(
                run,
                instance,
                generation,
                step,
                loss,
                lossAverage,
                gradientNorm,
                learningRate,
                sampleCount,
                samples,
                auc,
                other,
                timeMillis);
    }
}
