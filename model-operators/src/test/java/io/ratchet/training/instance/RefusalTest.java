package io.ratchet.training.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.tensor.HostTensor;
import io.ratchet.tensor.TensorType;
import io.ratchet.training.batch.Batch;
import io.ratchet.training.batch.Places;
import io.ratchet.training.model.InputSpec;
import io.ratchet.training.model.LossSpec;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.Progress;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.step.StepOutcome;
import io.ratchet.training.step.torch.UpdatePath;
import io.ratchet.training.stored.TensorLayout;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {
    private static final InputSpec.Tensors FLOAT_IMAGES =
            new InputSpec.Tensors(
                    List.of(
                            new InputSpec.FeatureTensor(
                                    "image", TensorType.FLOAT32, List.of(1, 8, 8))),
                    new InputSpec.FeatureTensor("label", TensorType.INT32, List.of()));

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void aBatchThatPoisonsLeavesNoTraceInATabularRun(float poison) {
        RunSpec spec = Runs.tabular();
        Batch good = Runs.batch(spec, 5);
        Batch bad =
                new Batch(
                        List.of(poisoned(good.features().get(0), poison), good.features().get(1)),
                        good.label(),
                        Places.NONE);
        try (Instance disturbed = Runs.instance(spec);
                Instance undisturbed = Runs.instance(spec)) {
            refuse(disturbed, bad);
            Runs.train(undisturbed, 0, 30);
            Runs.train(disturbed, 0, 10);
            refuse(disturbed, bad);
            Runs.train(disturbed, 10, 30);
            assertThat(disturbed.fingerprint()).isEqualTo(undisturbed.fingerprint());
            assertThat(disturbed.progress().refusedBatches()).isEqualTo(2);
            assertThat(disturbed.progress().refusedInRow()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(UpdatePath.class)
    void runningStatisticsStandAsBeforeARefusedBatch(UpdatePath path) {
        RunSpec spec =
                Runs.run(
                        new ModelSpec.Convnet(List.of(4), 8, 3, true, 0.3),
                        LossSpec.SOFTMAX_CROSS_ENTROPY,
                        FLOAT_IMAGES,
                        EvaluationSpec.LOSS);
        float[] pixels = new float[2 * 64];
        HostTensor good = Runs.floats(List.of(2, 1, 8, 8), pixels);
        HostTensor label = Runs.ints(List.of(2), 0, 2);
        try (Instance instance = Runs.instance(spec, path)) {
            assertThat(instance.step(new Batch(List.of(good), label, Places.NONE)))
                    .isInstanceOf(StepOutcome.Applied.class);
            refuse(instance, new Batch(List.of(poisoned(good, Float.NaN)), label, Places.NONE));
            refuse(
                    instance,
                    new Batch(
                            List.of(poisoned(good, Float.POSITIVE_INFINITY)), label, Places.NONE));
            assertThat(instance.progress().refusedInRow()).isEqualTo(2);
        }
    }

    @Test
    void aLossBeyondFloatIsRefused() {
        RunSpec spec = Runs.linear();
        Batch good = Runs.batch(spec, 0);
        HostTensor label = poisoned(good.label(), 1e30f);
        try (Instance instance = Runs.instance(spec)) {
            refuse(instance, new Batch(good.features(), label, Places.NONE));
            assertThat(((StepOutcome.Applied) instance.step(good)).step()).isEqualTo(1);
        }
    }

    @Test
    void aGradientThatIsNotFiniteIsRefusedThoughTheLossIs() {
        RunSpec spec =
                Runs.run(
                        new ModelSpec.Mlp(List.of(4), 1, 0),
                        LossSpec.BINARY_CROSS_ENTROPY,
                        Runs.NUMBERS,
                        EvaluationSpec.LOSS);
        try (Instance instance = Runs.instance(spec)) {
            // no hidden unit passes anything on, but the gradient at the infinity is 0 times it
            int hiddenWeights = tensor(instance, "01Linear_weight");
            int elements = instance.tensors().layout().tensors().get(hiddenWeights).byteCount();
            byte[] minusOnes = new byte[elements];
            for (int at = 0; at < elements; at += 4) {
                minusOnes[at + 2] = (byte) 0x80;
                minusOnes[at + 3] = (byte) 0xBF;
            }
            instance.tensors().write(hiddenWeights, 0, minusOnes);
            HostTensor features = Runs.floats(List.of(1, 3), Float.POSITIVE_INFINITY, 0, 0);
            HostTensor label = Runs.floats(List.of(1), 1);
            StepOutcome outcome =
                    refuse(instance, new Batch(List.of(features), label, Places.NONE));
            assertThat(((StepOutcome.Refused) outcome).reason()).isEqualTo("gradient-not-finite");
        }
    }

    @Test
    void aBatchThatDoesNotFitIsTurnedAwayBeforeAnythingRuns() {
        RunSpec spec = Runs.tabular();
        Batch good = Runs.batch(spec, 0);
        HostTensor numeric = Runs.floats(List.of(1, 3), 1, 2, 3);
        HostTensor ids = Runs.ints(List.of(1, 2), 4, 6);
        HostTensor label = Runs.floats(List.of(1), 1);
        try (Instance instance = Runs.instance(spec)) {
            assertTurnedAway(instance, "wrong-shape", good.label(), numeric);
            assertTurnedAway(instance, "wrong-shape", label, numeric);
            assertTurnedAway(instance, "wrong-shape", label, ids, numeric);
            assertTurnedAway(instance, "wrong-shape", label, Runs.floats(List.of(1, 2), 1, 2), ids);
            assertTurnedAway(instance, "wrong-shape", Runs.floats(List.of(), 1), numeric, ids);
            assertTurnedAway(
                    instance, "wrong-shape", Runs.floats(List.of(1, 2), 1, 0), numeric, ids);
            assertTurnedAway(
                    instance,
                    "wrong-shape",
                    Runs.floats(List.of(0)),
                    Runs.floats(List.of(0, 3)),
                    Runs.ints(List.of(0, 2)));
            for (int[] bad : List.of(new int[] {5, 0}, new int[] {0, 7}, new int[] {-1, 0})) {
                HostTensor badIds = Runs.ints(List.of(1, 2), bad);
                assertTurnedAway(instance, "id-out-of-range", label, numeric, badIds);
            }
            HostTensor half = Runs.floats(List.of(1), 0.5f);
            assertTurnedAway(instance, "label-out-of-range", half, numeric, ids);
            assertThat(instance.progress().step()).isZero();
            assertThat(instance.step(new Batch(List.of(numeric, ids), label, Places.NONE)))
                    .isInstanceOf(StepOutcome.Applied.class);
        }
    }

    private static void assertTurnedAway(
            Instance instance, String reason, HostTensor label, HostTensor... features) {
        String before = instance.fingerprint();
        long refusedBefore = instance.progress().refusedBatches();
        assertThat(instance.step(new Batch(List.of(features), label, Places.NONE)))
                .isInstanceOfSatisfying(
                        StepOutcome.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
        assertThat(instance.progress().refusedBatches()).isEqualTo(refusedBefore + 1);
        assertThat(instance.fingerprint()).isEqualTo(before);
    }

    private static StepOutcome refuse(Instance instance, Batch bad) {
        String before = instance.fingerprint();
        Progress progress = instance.progress();
        StepOutcome outcome = instance.step(bad);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        StepOutcome.Refused.class,
                        refused ->
                                assertThat(refused.attemptedStep()).isEqualTo(progress.step() + 1));
        assertThat(instance.fingerprint()).isEqualTo(before);
        assertThat(instance.progress().step()).isEqualTo(progress.step());
        assertThat(instance.progress().lossSum()).isEqualTo(progress.lossSum());
        assertThat(instance.progress().refusedInRow()).isEqualTo(progress.refusedInRow() + 1);
        return outcome;
    }

    private static int tensor(Instance instance, String name) {
        List<TensorLayout> tensors = instance.tensors().layout().tensors();
        return tensors.stream().map(TensorLayout::name).toList().indexOf(name);
    }

    /** The same tensor with another last element. */
    private static HostTensor poisoned(HostTensor good, float last) {
        float[] values = new float[good.data().limit() / 4];
        good.bytes().asFloatBuffer().get(values);
        values[values.length - 1] = last;
        return Runs.floats(good.shape(), values);
    }
}
