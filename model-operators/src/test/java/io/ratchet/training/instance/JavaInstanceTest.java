package io.ratchet.training.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ratchet.tensor.HostTensor;
import io.ratchet.tensor.TensorType;
import io.ratchet.training.batch.Batch;
import io.ratchet.training.batch.Places;
import io.ratchet.training.model.IncompatibleModelException;
import io.ratchet.training.model.InputSpec;
import io.ratchet.training.model.LossSpec;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.optimizer.OptimizerSpec;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.step.StepOutcome;
import io.ratchet.training.stored.Image;
import io.ratchet.training.stored.TensorLayout;
import io.ratchet.training.stored.TensorRole;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class JavaInstanceTest {
    private static final int STEPS = 30;

    static Stream<RunSpec> runs() {
        return Stream.of(
                run(new ModelSpec.Linear(1), LossSpec.SQUARED_ERROR, Runs.ADAM_W),
                run(new ModelSpec.Linear(1), LossSpec.BINARY_CROSS_ENTROPY, Runs.ADAM_W),
                run(new ModelSpec.Linear(2), LossSpec.SOFTMAX_CROSS_ENTROPY, Runs.ADAM_W),
                run(
                        new ModelSpec.Mlp(List.of(16), 1, 0),
                        LossSpec.BINARY_CROSS_ENTROPY,
                        new OptimizerSpec.Sgd(0.9, 0, true, 0.001)),
                run(
                        new ModelSpec.Mlp(List.of(9, 7), 2, 0),
                        LossSpec.SOFTMAX_CROSS_ENTROPY,
                        new OptimizerSpec.Adagrad(1e-10, 0.1, 0, 0)),
                rows(
                        new ModelSpec.Linear(1),
                        LossSpec.BINARY_CROSS_ENTROPY,
                        new OptimizerSpec.Adagrad(1e-10, 0.1, 0, 0)),
                rows(new ModelSpec.Linear(2), LossSpec.SOFTMAX_CROSS_ENTROPY, Runs.ADAM_W));
    }

    /** With categorical features beside the numeric ones. */
    private static RunSpec rows(ModelSpec model, LossSpec loss, OptimizerSpec optimizer) {
        return Runs.run(model, loss, optimizer, Runs.ROWS, EvaluationSpec.LOSS, 0.5);
    }

    private static RunSpec run(ModelSpec model, LossSpec loss, OptimizerSpec optimizer) {
        return Runs.run(model, loss, optimizer, Runs.NUMBERS, EvaluationSpec.LOSS, 0.5);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void agreesWithPyTorch(RunSpec spec) {
        try (Instance torch = Runs.instance(spec);
                Instance java = Runs.instance(Runs.inJava(spec))) {
            // Given
            copyParameters(torch, java);
            for (int number = 0; number < STEPS; number++) {
                // When
                Batch batch = Runs.batch(spec, number);
                StepOutcome.Applied expected = (StepOutcome.Applied) torch.step(batch);
                StepOutcome.Applied found = (StepOutcome.Applied) java.step(batch);

                // Then
                assertThat(found.loss()).isCloseTo(expected.loss(), within(1e-4f));
                assertThat(found.gradientNorm()).isCloseTo(expected.gradientNorm(), within(1e-4));
                assertThat(found.learningRate()).isEqualTo(expected.learningRate());
            }
            Batch batch = Runs.batch(spec, STEPS);
            float[] expected = torch.predict(batch);
            float[] found = java.predict(batch);
            assertThat(found).hasSameSizeAs(expected);
            for (int sample = 0; sample < found.length; sample++) {
                assertThat(found[sample]).isCloseTo(expected[sample], within(1e-3f));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("runs")
    void anInstancePackedIntoAnotherGoesOnWithTheSameBits(RunSpec torch) {
        RunSpec spec = Runs.inJava(torch);
        try (Instance undisturbed = Runs.instance(spec);
                Instance stopped = Runs.instance(spec);
                Instance restored = Runs.instance(spec)) {
            for (int number = 0; number < STEPS; number++) {
                undisturbed.step(Runs.batch(spec, number));
            }
            for (int number = 0; number < STEPS / 2; number++) {
                stopped.step(Runs.batch(spec, number));
            }
            restored.packed().orElseThrow().unpack(stopped.packed().orElseThrow().pack());
            restored.resume(stopped.progress());
            for (int number = STEPS / 2; number < STEPS; number++) {
                restored.step(Runs.batch(spec, number));
            }
            assertThat(restored.fingerprint()).isEqualTo(undisturbed.fingerprint());
            assertThat(restored.progress()).isEqualTo(undisturbed.progress());
        }
    }

    @Test
    void chunksWrittenIntoAnotherInstanceGiveTheSameBits() {
        RunSpec spec = Runs.inJava(Runs.mlp());
        try (Instance from = Runs.instance(spec);
                Instance to = Runs.instance(spec)) {
            from.step(Runs.batch(spec, 1));
            Image image = Image.empty(from.tensors().layout(), Image.Handover.KEPT);
            image.capture(from.tensors());
            image.writeTo(to.tensors());
            to.resume(from.progress());
            assertThat(to.fingerprint()).isEqualTo(from.fingerprint());
        }
    }

    @Test
    void modelsOfOtherSizesOnOneThreadDoNotDisturbEachOther() {
        RunSpec small = Runs.inJava(Runs.mlp());
        RunSpec large =
                Runs.inJava(
                        run(
                                new ModelSpec.Mlp(List.of(31, 5), 2, 0),
                                LossSpec.SOFTMAX_CROSS_ENTROPY,
                                Runs.ADAM_W));
        try (Instance alone = Runs.instance(small);
                Instance beside = Runs.instance(small);
                Instance other = Runs.instance(large)) {
            for (int number = 0; number < 5; number++) {
                alone.step(Runs.batch(small, number));
            }
            for (int number = 0; number < 5; number++) {
                other.step(Runs.batch(large, number));
                beside.step(Runs.batch(small, number));
            }
            assertThat(beside.fingerprint()).isEqualTo(alone.fingerprint());
        }
    }

    @Test
    void refusesABatchThatIsNotFiniteAndChangesNothing() {
        RunSpec spec = Runs.inJava(Runs.mlp());
        try (Instance instance = Runs.instance(spec)) {
            instance.step(Runs.batch(spec, 1));
            String before = instance.fingerprint();
            float[] numbers = new float[3];
            numbers[1] = Float.NaN;
            Batch poison = batch(numbers);

            StepOutcome outcome = instance.step(poison);

            assertThat(outcome).isInstanceOf(StepOutcome.Refused.class);
            assertThat(((StepOutcome.Refused) outcome).reason()).isEqualTo("loss-not-finite");
            assertThat(instance.fingerprint()).isEqualTo(before);
            assertThat(instance.progress().refusedInRow()).isEqualTo(1);
        }
    }

    @Test
    void refusesABatchOfAnotherShape() {
        RunSpec spec = Runs.inJava(Runs.mlp());
        try (Instance instance = Runs.instance(spec)) {
            StepOutcome outcome = instance.step(batch(new float[4]));
            assertThat(((StepOutcome.Refused) outcome).reason()).isEqualTo("wrong-shape");
        }
    }

    @Test
    void saysWhichModelsItCannotCompute() {
        RunSpec convnet = Runs.inJava(Runs.convnet());
        assertThatThrownBy(() -> Runs.instance(convnet))
                .isInstanceOf(IncompatibleModelException.class)
                .hasMessageContaining("linear, and mlp without dropout, and no other model")
                .hasMessageContaining("Take the engine pytorch");
        RunSpec tabular = Runs.inJava(Runs.tabular());
        assertThatThrownBy(() -> Runs.instance(tabular))
                .isInstanceOf(IncompatibleModelException.class)
                .hasMessageContaining("linear, and mlp without dropout, and no other model");
    }

    @Test
    void learnsFromCategoricalFeaturesAlone() {
        InputSpec.Rows input = new InputSpec.Rows(0, List.of(4, 3), 8);
        RunSpec spec =
                Runs.inJava(
                        Runs.run(
                                new ModelSpec.Linear(1),
                                LossSpec.SQUARED_ERROR,
                                new OptimizerSpec.Sgd(0, 0, false, 0),
                                input,
                                EvaluationSpec.LOSS,
                                RunSpec.NO_CLIPPING));
        try (Instance instance = Runs.instance(spec)) {
            // Given: the label is the first id
            Batch batch =
                    new Batch(
                            List.of(Runs.ints(List.of(4, 2), 0, 2, 1, 1, 2, 0, 3, 2)),
                            Runs.floats(List.of(4), 0, 1, 2, 3),
                            Places.NONE);
            // When
            for (int step = 0; step < 4_000; step++) {
                instance.step(batch);
            }
            // Then
            assertThat(instance.predict(batch))
                    .usingComparatorWithPrecision(1e-2f)
                    .containsExactly(0, 1, 2, 3);
        }
    }

    @Test
    void refusesAnIdThatIsNotOneOfItsFeatureAndChangesNothing() {
        RunSpec spec = Runs.inJava(Runs.linear());
        try (Instance instance = Runs.instance(spec)) {
            instance.step(Runs.batch(spec, 1));
            String before = instance.fingerprint();
            Batch outside =
                    new Batch(
                            List.of(
                                    Runs.floats(List.of(1, 3), 1, 2, 3),
                                    Runs.ints(List.of(1, 2), 4, 7)),
                            Runs.floats(List.of(1), 1),
                            Places.NONE);

            StepOutcome outcome = instance.step(outside);

            assertThat(((StepOutcome.Refused) outcome).reason()).isEqualTo("id-out-of-range");
            assertThat(((StepOutcome.Refused) outcome).detail())
                    .contains("feature 1", "id 7", "0 to 6");
            assertThat(instance.fingerprint()).isEqualTo(before);
        }
    }

    @Test
    void takesPicturesOfBytesAsFractions() {
        RunSpec torch =
                Runs.run(
                        new ModelSpec.Mlp(List.of(5), 3, 0),
                        LossSpec.SOFTMAX_CROSS_ENTROPY,
                        Runs.IMAGES,
                        EvaluationSpec.LOSS);
        try (Instance engine = Runs.instance(torch);
                Instance java = Runs.instance(Runs.inJava(torch))) {
            copyParameters(engine, java);
            Batch batch = Runs.batch(torch, 3);
            StepOutcome.Applied expected = (StepOutcome.Applied) engine.step(batch);
            StepOutcome.Applied found = (StepOutcome.Applied) java.step(batch);
            assertThat(found.loss()).isCloseTo(expected.loss(), within(1e-5f));
        }
    }

    private static Batch batch(float[] numbers) {
        ByteBuffer bytes =
                ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        return new Batch(
                List.of(new HostTensor(TensorType.FLOAT32, List.of(1, numbers.length), bytes)),
                new HostTensor(TensorType.FLOAT32, List.of(1), ByteBuffer.allocate(Float.BYTES)),
                Places.NONE);
    }

    /** PyTorch's weights are (outputs, inputs), those of plain Java (inputs, outputs). */
    private static void copyParameters(Instance from, Instance to) {
        List<Integer> source = parameters(from);
        List<Integer> target = parameters(to);
        assertThat(target).hasSameSizeAs(source);
        for (int index = 0; index < source.size(); index++) {
            TensorLayout layout = from.tensors().layout().tensors().get(source.get(index));
            ByteBuffer values = from.tensors().view(source.get(index));
            byte[] bytes = new byte[layout.byteCount()];
            if (layout.shape().size() == 1 || layout.name().endsWith("table")) {
                values.get(0, bytes);
            } else {
                int outputs = layout.shape().get(0);
                int inputs = layout.shape().get(1);
                ByteBuffer turned = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
                for (int output = 0; output < outputs; output++) {
                    for (int input = 0; input < inputs; input++) {
                        turned.putFloat(
                                Float.BYTES * (input * outputs + output),
                                values.getFloat(Float.BYTES * (output * inputs + input)));
                    }
                }
            }
            to.tensors().write(target.get(index), 0, bytes);
        }
    }

    private static List<Integer> parameters(Instance instance) {
        List<Integer> parameters = new ArrayList<>();
        List<TensorLayout> tensors = instance.tensors().layout().tensors();
        for (int tensor = 0; tensor < tensors.size(); tensor++) {
            if (tensors.get(tensor).role() == TensorRole.PARAMETER) {
                parameters.add(tensor);
            }
        }
        return parameters;
    }
}
