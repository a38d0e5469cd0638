package io.ratchet.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import org.junit.jupiter.api.Test;

class LossFunctionTest {
    private static final float TOLERANCE = 1e-6f;

    @Test
    void softmaxCrossEntropyIsTheMeanNegativeLogShare() {
        float[] logits = {1, 2, 3, 0, 0, 0};
        double expected = (Math.log(Math.exp(-2) + Math.exp(-1) + 1) + Math.log(3)) / 2;
        double[] shares = {Math.exp(1), Math.exp(2), Math.exp(3)};
        double sum = shares[0] + shares[1] + shares[2];
        float[] gradient = {
            (float) (shares[0] / sum / 2),
            (float) (shares[1] / sum / 2),
            (float) ((shares[2] / sum - 1) / 2),
            (1 / 3f - 1) / 2,
            1 / 6f,
            1 / 6f
        };
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            NDArray labels = manager.create(new long[] {2, 0}, new Shape(2, 1));
            NDArray predicted = manager.create(logits, new Shape(2, 3));
            check(LossSpec.SOFTMAX_CROSS_ENTROPY, predicted, labels, (float) expected, gradient);
        }
    }

    @Test
    void binaryCrossEntropyHasTheRightGradientAtZeroAndFarOut() {
        float[] logits = {0, 0, 100, -100};
        float[] labels = {0, 1, 0, 1};
        float expected = (float) ((2 * Math.log(2) + 200) / 4);
        float[] gradient = {0.125f, -0.125f, 0.25f, -0.25f};
        check(LossSpec.BINARY_CROSS_ENTROPY, logits, labels, expected, gradient);
    }

    @Test
    void squaredErrorIsNotHalved() {
        float[] gradient = {2 * 2 / 2f, -2 * 3 / 2f};
        check(
                LossSpec.SQUARED_ERROR,
                new float[] {3, 1},
                new float[] {1, 4},
                (4 + 9) / 2f,
                gradient);
    }

    private static void check(
            LossSpec loss, float[] logits, float[] labels, float expected, float[] gradient) {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            Shape shape = new Shape(logits.length, 1);
            check(
                    loss,
                    manager.create(logits, shape),
                    manager.create(labels, shape),
                    expected,
                    gradient);
        }
    }

    private static void check(
            LossSpec loss, NDArray logits, NDArray labels, float expected, float[] gradient) {
        JniUtils.setGradMode(true);
        logits.setRequiresGradient(true);
        NDArray mean = LossFunction.mean(loss, logits, labels);
        assertThat(mean.getFloat()).isCloseTo(expected, within(TOLERANCE * 100));
        JniUtils.backward(
                (PtNDArray) mean, (PtNDArray) logits.getManager().ones(new Shape()), false, false);
        try (NDArray actual = JniUtils.getGradient((PtNDArray) logits)) {
            assertThat(actual.toFloatArray())
                    .usingComparatorWithPrecision(TOLERANCE)
                    .containsExactly(gradient);
        }
    }
}
