package io.ratchet.bench.peers;

import io.ratchet.tensor.TensorType;
import io.ratchet.training.model.InputSpec;
import io.ratchet.training.model.LossSpec;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.optimizer.LearningRateSchedule;
import io.ratchet.training.optimizer.OptimizerSpec;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RecordOrder;
import io.ratchet.training.run.RefusalLimits;
import io.ratchet.training.run.RunContract;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.StepEngine;
import io.ratchet.training.run.Until;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A network that all contestants train.
 *
 * @param hidden widths of its hidden layers
 */
record Perceptron(List<Integer> hidden) {
    static final double LEARNING_RATE = 0.001;

    Perceptron {
        hidden = List.copyOf(hidden);
    }

    /** Its name in tables. */
    String title() {
        return "mlp "
                + ImageBatches.FEATURES
                + " × "
                + hidden.stream().map(String::valueOf).collect(Collectors.joining(" × "))
                + " × "
                + ImageBatches.CLASSES;
    }

    /** The widths with commas between. */
    String argument() {
        return hidden.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** It as a run. */
    RunSpec spec() {
        return new RunSpec(
                "peers",
                1,
                new ModelSpec.Mlp(hidden, ImageBatches.CLASSES, 0),
                LossSpec.SOFTMAX_CROSS_ENTROPY,
                new OptimizerSpec.Adam(
                        OptimizerSpec.Adam.DEFAULT_BETA1,
                        OptimizerSpec.Adam.DEFAULT_BETA2,
                        OptimizerSpec.Adam.DEFAULT_EPSILON,
                        OptimizerSpec.Adam.DEFAULT_WEIGHT_DECAY),
                new LearningRateSchedule.Constant(LEARNING_RATE),
                RunSpec.NO_CLIPPING,
                new InputSpec.Tensors(
                        List.of(
                                new InputSpec.FeatureTensor(
                                        "image",
                                        TensorType.FLOAT32,
                                        List.of(ImageBatches.FEATURES))),
                        new InputSpec.FeatureTensor("label", TensorType.INT32, List.of())),
                1,
                new Until.Forever(),
                List.of(new PartitionSpan(0, 0, PartitionSpan.OPEN)),
                RecordOrder.TURNS,
                new RefusalLimits(1, 1),
                EvaluationSpec.LOSS,
                StepEngine.PYTORCH,
                RunContract.NONE);
    }
}
