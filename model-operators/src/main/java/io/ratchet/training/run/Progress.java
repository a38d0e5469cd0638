package io.ratchet.training.run;

/**
 * How far an instance has come. Immutable: a step makes a new one.
 *
 * @param status where it stands
 * @param step the last step applied; 0 before the first
 * @param samples samples trained in all steps
 * @param lossSum sum over all samples of the loss before the model learned from them
 * @param lossAverage exponentially weighted average of the step losses, weight 0.02 for the newest
 * @param refusedBatches batches refused in all
 * @param refusedInRow batches refused since the last applied step
 * @param records what has become of the records that it has come past
 * @param auc what has been counted for the area under the ROC curve
 */
public record Progress(
        RunStatus status,
        long step,
        long samples,
        double lossSum,
        double lossAverage,
        long refusedBatches,
        int refusedInRow,
        Participation records,
        PrequentialAuc auc) {
    /** Before the first step. */
    public static Progress start(EvaluationSpec evaluation) {
        return new Progress(
                RunStatus.TRAINING,
                0,
                0,
                0,
                0,
                0,
                0,
                Participation.NONE,
                PrequentialAuc.start(evaluation));
    }

    /** The same progress at another status. */
    public Progress withStatus(RunStatus changed) {
        return new Progress(
                changed,
                step,
                samples,
                lossSum,
                lossAverage,
                refusedBatches,
                refusedInRow,
                records,
                auc);
    }

    /** The same progress with other records come past. */
    public Progress withRecords(Participation changed) {
        return new Progress(
                status,
                step,
                samples,
                lossSum,
                lossAverage,
                refusedBatches,
                refusedInRow,
                changed,
                auc);
    }
}
