package io.ratchet.training.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ratchet.training.batch.Batch;
import io.ratchet.training.batch.Places;
import io.ratchet.training.model.LossSpec;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.optimizer.OptimizerSpec;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.Progress;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.step.StepOutcome;
import io.ratchet.training.stored.TensorLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepTest {
    private static final OptimizerSpec PLAIN = new OptimizerSpec.Sgd(0, 0, false, 0);
    private static final double RATE = 0.01;

    @Test
    void everyCategoricalFeatureHasRowsOfItsOwn() {
        try (Instance instance = Runs.instance(linear(RunSpec.NO_CLIPPING))) {
            String name = "02categorical_01EmbeddingTable_table";
            float[] before = values(instance, name);
            Batch batch =
                    new Batch(
                            List.of(
                                    Runs.floats(List.of(1, 3), 1, 2, 3),
                                    Runs.ints(List.of(1, 2), 4, 1)),
                            Runs.floats(List.of(1), 1),
                            Places.NONE);
            instance.step(batch);
            float[] after = values(instance, name);
            for (int row = 0; row < 5 + 7; row++) {
                boolean touched = row == 4 || row == 5 + 1;
                assertThat(after[row] != before[row]).as("row %d", row).isEqualTo(touched);
            }
        }
    }

    @Test
    void gradientsAreScaledDownToTheClipNorm() {
        double clipNorm = 0.125;
        try (Instance instance = Runs.instance(linear(clipNorm))) {
            int tensors = instance.tensors().layout().tensors().size();
            float[][] before = new float[tensors][];
            for (int tensor = 0; tensor < tensors; tensor++) {
                before[tensor] = values(instance, tensor);
            }
            StepOutcome.Applied step =
                    (StepOutcome.Applied) instance.step(Runs.batch(instance.spec(), 0));
            double squares = 0;
            for (int tensor = 0; tensor < tensors; tensor++) {
                float[] after = values(instance, tensor);
                for (int index = 0; index < after.length; index++) {
                    double change = (double) after[index] - before[tensor][index];
                    squares += change * change;
                }
            }
            assertThat(step.gradientNorm()).isGreaterThan(2 * clipNorm);
            assertThat(step.learningRate()).isEqualTo(RATE);
            assertThat(Math.sqrt(squares)).isCloseTo(RATE * clipNorm, within(1e-6));
        }
    }

    @Test
    void stepsDropActivationsAndMoveRunningStatistics() {
        RunSpec spec =
                Runs.run(
                        new ModelSpec.Convnet(List.of(4, 6), 12, 3, true, 0.5),
                        LossSpec.SOFTMAX_CROSS_ENTROPY,
                        Runs.IMAGES,
                        EvaluationSpec.LOSS);
        RunSpec other =
                Runs.run(
                        new ModelSpec.Convnet(List.of(4, 6), 12, 3, true, 0),
                        LossSpec.SOFTMAX_CROSS_ENTROPY,
                        Runs.IMAGES,
                        EvaluationSpec.LOSS);
        try (Instance dropping = Runs.instance(spec);
                Instance keeping = Runs.instance(other)) {
            Runs.copy(dropping.tensors(), keeping.tensors()); // other names, other initial values
            Batch batch = Runs.batch(spec, 0);
            assertThat(dropping.predict(batch)).isEqualTo(keeping.predict(batch));
            float dropped = ((StepOutcome.Applied) dropping.step(batch)).loss();
            float kept = ((StepOutcome.Applied) keeping.step(batch)).loss();
            assertThat(dropped).isNotEqualTo(kept);
            // PyTorch's momentum 0.1: a tenth of the batch's own statistics
            assertThat(values(keeping, "02BatchNorm_runningMean")).doesNotContain(0f);
            assertThat(values(keeping, "02BatchNorm_runningVar")).doesNotContain(1f);
        }
    }

    @Test
    void progressAddsUpWhatTheStepsReport() {
        try (Instance instance = Runs.instance(Runs.tabular())) {
            double sum = 0;
            double average = 0;
            for (int number = 0; number < 5; number++) {
                StepOutcome.Applied step =
                        (StepOutcome.Applied) instance.step(Runs.batch(instance.spec(), number));
                assertThat(step.step()).isEqualTo(number + 1);
                sum += 32.0 * step.loss();
                average = number == 0 ? step.loss() : 0.98 * average + 0.02 * step.loss();
            }
            Progress progress = instance.progress();
            assertThat(progress.lossSum()).isEqualTo(sum);
            assertThat(progress.lossAverage()).isCloseTo(average, within(1e-12));
            assertThat(progress.samples()).isEqualTo(5 * 32);
            long counted = 0;
            for (int bin = 0; bin < progress.auc().positives().length; bin++) {
                counted += progress.auc().positives()[bin] + progress.auc().negatives()[bin];
            }
            assertThat(counted).isEqualTo(5 * 32);
        }
    }

    private static RunSpec linear(double clipNorm) {
        return Runs.run(
                new ModelSpec.Linear(1),
                LossSpec.SQUARED_ERROR,
                PLAIN,
                Runs.ROWS,
                EvaluationSpec.LOSS,
                clipNorm);
    }

    private static float[] values(Instance instance, String name) {
        List<TensorLayout> tensors = instance.tensors().layout().tensors();
        return values(instance, tensors.stream().map(TensorLayout::name).toList().indexOf(name));
    }

    private static float[] values(Instance instance, int tensor) {
        int bytes = instance.tensors().layout().tensors().get(tensor).byteCount();
        float[] values = new float[bytes / Float.BYTES];
        instance.tensors().view(tensor).asFloatBuffer().get(values);
        return values;
    }
}
