package io.ratchet.gpucheck;

import io.ratchet.tensor.TensorType;
import io.ratchet.training.batch.Batch;
import io.ratchet.training.model.InputSpec;
import io.ratchet.training.model.LossSpec;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.optimizer.LearningRateSchedule;
import io.ratchet.training.optimizer.OptimizerSpec;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.RecordOrder;
import io.ratchet.training.run.RefusalLimits;
import io.ratchet.training.run.RunContract;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.StepEngine;
import io.ratchet.training.run.Until;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * A model that is trained on both devices.
 *
 * @param name its name in tables
 * @param model the model with a dropout
 * @param input its batches
 * @param loss its loss
 * @param batches makes them
 * @param gradientLimit how far the gradients of a GPU and a CPU may be apart: the norm of the
 *     difference by the norm
 */
record CheckedModel(
        String name,
        DoubleFunction<ModelSpec> model,
        InputSpec input,
        LossSpec loss,
        MadeBatches batches,
        double gradientLimit) {
    private static final int CLASSES = 10;
    private static final long SEED = 42;
    private static final int REFUSAL_LIMIT = 10;

    /** Rounding, in sums of another order. */
    private static final double EXACT = 1e-4;

    /** Convolutions on a GPU may round their factors to 10 bits (TF32, PyTorch's default). */
    private static final double ROUNDED = 2e-2;

    /** Such as take a GPU and a CPU little time. */
    static List<CheckedModel> small() {
        return List.of(
                mlp(64, List.of(256, 128), 128),
                convnet(28, List.of(16, 32), 128, 64),
                tabular(List.of(1000, 50, 7), 16, List.of(128, 64), 256),
                linear(List.of(1000, 50, 7), 256));
    }

    /** Such as give a GPU something to do. */
    static List<CheckedModel> large() {
        return List.of(
                mlp(784, List.of(2048, 2048), 256),
                convnet(28, List.of(32, 64), 256, 256),
                tabular(List.of(10_000, 1000, 100), 32, List.of(512, 256), 4096));
    }

    private static CheckedModel mlp(int features, List<Integer> hidden, int rows) {
        InputSpec.Rows input = new InputSpec.Rows(features, List.of(), rows);
        return new CheckedModel(
                "mlp",
                dropout -> new ModelSpec.Mlp(hidden, CLASSES, dropout),
                input,
                LossSpec.SOFTMAX_CROSS_ENTROPY,
                new MadeBatches.OfRows(input, CLASSES),
                EXACT);
    }

    private static CheckedModel convnet(int side, List<Integer> channels, int hidden, int samples) {
        InputSpec.Tensors input =
                new InputSpec.Tensors(
                        List.of(
                                new InputSpec.FeatureTensor(
                                        "image", TensorType.UINT8, List.of(1, side, side))),
                        new InputSpec.FeatureTensor("label", TensorType.INT64, List.of()));
        return new CheckedModel(
                "convnet",
                dropout -> new ModelSpec.Convnet(channels, hidden, CLASSES, true, dropout),
                input,
                LossSpec.SOFTMAX_CROSS_ENTROPY,
                new MadeBatches.OfImages(side, CLASSES, samples),
                ROUNDED);
    }

    private static CheckedModel tabular(
            List<Integer> cardinalities, int embedding, List<Integer> hidden, int rows) {
        InputSpec.Rows input = new InputSpec.Rows(8, cardinalities, rows);
        return new CheckedModel(
                "tabular",
                dropout -> new ModelSpec.Tabular(embedding, hidden, 1, dropout),
                input,
                LossSpec.BINARY_CROSS_ENTROPY,
                new MadeBatches.OfRows(input, 1),
                EXACT);
    }

    /** It looks its categories up in another way on a GPU than on a CPU. */
    private static CheckedModel linear(List<Integer> cardinalities, int rows) {
        InputSpec.Rows input = new InputSpec.Rows(8, cardinalities, rows);
        return new CheckedModel(
                "linear",
                dropout -> new ModelSpec.Linear(1),
                input,
                LossSpec.BINARY_CROSS_ENTROPY,
                new MadeBatches.OfRows(input, 1),
                EXACT);
    }

    /** A run of the model. */
    RunSpec run(OptimizerSpec optimizer, double rate, double dropout) {
        return new RunSpec(
                "gpu-check-" + name,
                1,
                model.apply(dropout),
                loss,
                optimizer,
                new LearningRateSchedule.Constant(rate),
                RunSpec.NO_CLIPPING,
                input,
                SEED,
                new Until.Forever(),
                List.of(),
                RecordOrder.TURNS,
                new RefusalLimits(REFUSAL_LIMIT, 1),
                EvaluationSpec.LOSS,
                StepEngine.PYTORCH,
                RunContract.NONE);
    }

    /** The batch of a step: always the same. */
    Batch batch(long step) {
        return batches.batch(step);
    }
}
