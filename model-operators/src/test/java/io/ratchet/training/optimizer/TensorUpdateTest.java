package io.ratchet.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TensorUpdateTest {
    private static final int COUNT = 5_000;

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void freeNativeMemory() {
        manager.close();
    }

    static List<TorchCase> torchCases() {
        return TorchCase.all();
    }

    static List<OptimizerSpec> specs() {
        return FusedUpdateTest.specs();
    }

    @ParameterizedTest
    @MethodSource("torchCases")
    void agreesWithPyTorch(TorchCase torch) {
        // Given
        List<NDArray> weights = arrays(manager, torch.parameters());
        List<List<NDArray>> moments = new ArrayList<>();
        for (NDArray weight : weights) {
            moments.add(initialMoments(torch.spec(), weight.getShape()));
        }
        long number = 0;
        for (TorchCase.Step step : torch.steps()) {
            number++;
            try (NDManager stepManager = manager.newSubManager()) {
                List<NDArray> gradients = arrays(stepManager, step.gradients());
                double norm = Math.sqrt(TensorUpdate.sumOfSquares(gradients, stepManager));
                float scale = GradientNorm.clipScale(norm, torch.clipNorm());
                UpdateArguments arguments = new UpdateArguments(number, torch.rate(), scale);
                for (int i = 0; i < weights.size(); i++) {
                    // When
                    TensorUpdate.apply(
                            torch.spec(),
                            arguments,
                            weights.get(i),
                            gradients.get(i),
                            moments.get(i),
                            stepManager);

                    // Then
                    assertClose(weights.get(i), step.parameters().get(i), 1e-6, 5e-7);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void agreesWithTheFusedUpdate(OptimizerSpec spec) {
        // Given
        FusedUpdate fused = new FusedUpdate();
        ByteBuffer expected = Floats.direct(Floats.random(1, COUNT, 1));
        List<ByteBuffer> expectedMoments = FusedUpdateTest.initialMoments(spec, COUNT);
        NDArray weights = manager.create(Floats.of(expected));
        weights.setRequiresGradient(true);
        List<NDArray> moments = initialMoments(spec, weights.getShape());

        for (int step = 1; step <= 100; step++) {
            UpdateArguments arguments = new UpdateArguments(step, 0.01, 0.5f);
            ByteBuffer gradient = Floats.direct(Floats.random(100L + step, COUNT, 0.1));

            // When
            fused.apply(spec, arguments, expected, gradient, expectedMoments, 0, COUNT);
            try (NDManager stepManager = manager.newSubManager()) {
                NDArray tensor = stepManager.create(Floats.of(gradient));
                TensorUpdate.apply(spec, arguments, weights, tensor, moments, stepManager);
            }

            // Then
            if (step == 1) {
                assertClose(weights, Floats.of(expected), 1e-6, 1e-8);
            }
        }
        assertClose(weights, Floats.of(expected), 1e-6, 5e-7);
        for (int i = 0; i < moments.size(); i++) {
            assertClose(moments.get(i), Floats.of(expectedMoments.get(i)), 1e-6, 5e-7);
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void leavesNothingBehindAndTheGradientAlone(OptimizerSpec spec) {
        // Given
        float[] slopes = Floats.random(2, 64, 1);
        NDArray weights = manager.create(Floats.random(1, 64, 1));
        NDArray gradient = manager.create(slopes);
        List<NDArray> moments = initialMoments(spec, weights.getShape());
        int arrayCount = manager.getManagedArrays().size();
        try (NDManager stepManager = manager.newSubManager()) {
            // When
            TensorUpdate.apply(
                    spec,
                    new UpdateArguments(1, 0.1, 0.5f),
                    weights,
                    gradient,
                    moments,
                    stepManager);
            TensorUpdate.sumOfSquares(List.of(gradient), stepManager);

            // Then
            assertThat(stepManager.getManagedArrays()).isEmpty();
        }
        assertThat(manager.getManagedArrays()).hasSize(arrayCount);
        assertThat(gradient.toFloatArray()).containsExactly(slopes);
    }

    @Test
    void updatesAParameterThatRequiresItsGradient() {
        // Given: loss = w², so the gradient is 2w
        OptimizerSpec spec = new OptimizerSpec.Sgd(0, 0, false, 0);
        NDArray weights = manager.create(new float[] {1f, -2f});
        weights.setRequiresGradient(true);
        for (int step = 1; step <= 2; step++) {
            try (NDManager stepManager = manager.newSubManager()) {
                JniUtils.setGradMode(true);
                NDArray loss = stepManager.create(1f).mul(weights).mul(weights).sum();
                JniUtils.backward(
                        (PtNDArray) loss, (PtNDArray) stepManager.create(1f), false, false);
                NDArray gradient = JniUtils.getGradient((PtNDArray) weights);
                gradient.attach(stepManager);

                // When
                TensorUpdate.apply(
                        spec,
                        new UpdateArguments(step, 0.25, 1f),
                        weights,
                        gradient,
                        List.of(),
                        stepManager);
                JniUtils.zeroGrad((PtNDArray) weights);
            }
        }

        // Then: halved twice
        assertThat(weights.toFloatArray()).containsExactly(0.25f, -0.5f);
        assertThat(weights.hasGradient()).isTrue();
    }

    @Test
    void sumsSquaresInDoubleAndShowsWhatIsNotFinite() {
        float[] values = Floats.random(3, COUNT, 1);
        double expected = new GradientNorm().sumOfSquares(Floats.direct(values), 0, COUNT);
        NDArray finite = manager.create(values);
        NDArray large = manager.create(new float[] {Float.MAX_VALUE});
        NDArray poison = manager.create(new float[] {1f, Float.NaN});

        assertThat(TensorUpdate.sumOfSquares(List.of(finite), manager))
                .isCloseTo(expected, within(1e-12 * expected));
        assertThat(TensorUpdate.sumOfSquares(List.of(large, large), manager))
                .isEqualTo(2 * (double) Float.MAX_VALUE * Float.MAX_VALUE);
        assertThat(TensorUpdate.sumOfSquares(List.of(finite, poison), manager)).isNaN();
    }

    @Test
    void refusesAWrongNumberOfMoments() {
        NDArray one = manager.create(new float[] {1f});

        assertThatThrownBy(
                        () ->
                                TensorUpdate.apply(
                                        new OptimizerSpec.Adagrad(0, 0, 0, 0),
                                        new UpdateArguments(1, 0.1, 1f),
                                        one,
                                        one,
                                        List.of(),
                                        manager))
                .hasMessageContaining("keeps the moments [sum], but 0 were given");
    }

    private static void assertClose(
            NDArray actual, float[] expected, double relative, double absolute) {
        float[] values = actual.toFloatArray();
        assertThat(values).hasSameSizeAs(expected);
        for (int i = 0; i < values.length; i++) {
            double tolerance = absolute + relative * Math.abs(expected[i]);
            assertThat((double) values[i])
                    .as("element %d", i)
                    .isCloseTo(expected[i], within(tolerance));
        }
    }

    private static List<NDArray> arrays(NDManager manager, List<float[]> tensors) {
        return tensors.stream().map(manager::create).toList();
    }

    private List<NDArray> initialMoments(OptimizerSpec spec, Shape shape) {
        return spec.momentNames().stream()
                .map(name -> manager.full(shape, spec.momentInitialValue(name)))
                .toList();
    }
}
