package io.ratchet.bench.embeddings;

import io.ratchet.operator.TrainSettings;
import io.ratchet.training.batch.Batch;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.instance.Instance;
import io.ratchet.training.model.LossSpec;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.optimizer.LearningRateSchedule;
import io.ratchet.training.optimizer.OptimizerSpec;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.Progress;
import io.ratchet.training.run.RecordOrder;
import io.ratchet.training.run.RefusalLimits;
import io.ratchet.training.run.RunContract;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.StepEngine;
import io.ratchet.training.run.Until;
import io.ratchet.training.step.StepOutcome;
import java.util.List;

/**
 * What one pass over the rows gives, in a plain loop: every row is predicted before it is learned.
 *
 * @param auc area under the ROC curve
 * @param loss mean log-loss of a row
 */
record OnePass(double auc, double loss) {
    /**
     * How a model is trained.
     *
     * @param name in tables
     */
    record Way(String name, OptimizerSpec optimizer, double rate) {}

    static OnePass of(TrainingRows rows, ModelSpec model, StepEngine engine, Way way, long seed) {
        RunSpec spec =
                new RunSpec(
                        "embeddings",
                        1,
                        model,
                        LossSpec.BINARY_CROSS_ENTROPY,
                        way.optimizer(),
                        new LearningRateSchedule.Constant(way.rate()),
                        RunSpec.NO_CLIPPING,
                        rows.input(),
                        seed,
                        new Until.Forever(),
                        List.of(),
                        RecordOrder.TURNS,
                        new RefusalLimits(1, 1),
                        EvaluationSpec.LOSS_AND_AUC,
                        engine,
                        RunContract.NONE);
        try (Instance instance =
                Instance.create(
                        spec,
                        ComputeDevice.parse("cpu").resolved(),
                        TrainSettings.DEFAULT_CHUNK_BYTES)) {
            for (Batch batch : rows.batches()) {
                if (!(instance.step(batch) instanceof StepOutcome.Applied)) {
                    throw new IllegalStateException(
                            "A step of " + model + " on " + rows.name() + " was refused.");
                }
            }
            Progress progress = instance.progress();
            return new OnePass(progress.auc().area(), progress.lossSum() / progress.samples());
        }
    }
}
