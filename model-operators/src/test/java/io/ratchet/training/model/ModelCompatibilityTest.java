package io.ratchet.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelCompatibilityTest {
    private static final InputSpec ROWS = new InputSpec.Rows(1, List.of(4), 8);
    private static final InputSpec NUMBERS = new InputSpec.Rows(2, List.of(), 8);
    private static final ModelSpec IMAGE_MODEL =
            new ModelSpec.Convnet(List.of(2, 2, 2), 4, 2, false, 0);

    @Test
    void whatGoesTogetherHasNoFaults() {
        assertThat(
                        ModelCompatibility.faults(
                                IMAGE_MODEL, images(8, 8), LossSpec.SOFTMAX_CROSS_ENTROPY))
                .isEmpty();
        assertThat(
                        ModelCompatibility.faults(
                                new ModelSpec.Mlp(List.of(2), 1, 0),
                                NUMBERS,
                                LossSpec.SQUARED_ERROR))
                .isEmpty();
    }

    @Test
    void outputsMustSuitTheLoss() {
        assertFault("needs exactly 1 output", 2, LossSpec.BINARY_CROSS_ENTROPY);
        assertFault("needs exactly 1 output", 3, LossSpec.SQUARED_ERROR);
        assertFault("one output a class, at least 2", 1, LossSpec.SOFTMAX_CROSS_ENTROPY);
    }

    @Test
    void inputsMustSuitTheModel() {
        LossSpec loss = LossSpec.SOFTMAX_CROSS_ENTROPY;
        assertFault("take the model 'tabular'", new ModelSpec.Mlp(List.of(2), 2, 0), ROWS, loss);
        assertFault("takes an image tensor", IMAGE_MODEL, ROWS, loss);
        assertFault("cannot be halved 3 times", IMAGE_MODEL, images(7, 8), loss);
        assertFault("takes rows", new ModelSpec.Tabular(2, List.of(), 2, 0), images(8, 8), loss);
        assertFault(
                "cardinality of 0",
                new ModelSpec.Linear(2),
                new InputSpec.Rows(1, List.of(3, 0), 8),
                loss);
        InputSpec flat = tensors(List.of(feature("x", TensorType.FLOAT32, 9)), 1);
        assertFault("must be [channels, height, width]", IMAGE_MODEL, flat, loss);
        InputSpec ids = tensors(List.of(feature("x", TensorType.INT32, 9)), 1);
        assertFault("must be F32 or U8", new ModelSpec.Linear(2), ids, loss);
        InputSpec two =
                tensors(
                        List.of(
                                feature("x", TensorType.FLOAT32, 9),
                                feature("z", TensorType.FLOAT32, 9)),
                        1);
        assertFault("takes one feature tensor", new ModelSpec.Linear(2), two, loss);
        InputSpec wideLabel = tensors(List.of(feature("x", TensorType.FLOAT32, 9)), 2);
        assertFault("one number a sample", new ModelSpec.Linear(2), wideLabel, loss);
    }

    @Test
    void allFaultsAreReportedTogether() {
        assertThatThrownBy(
                        () ->
                                ModelCompatibility.check(
                                        new ModelSpec.Mlp(List.of(2), 2, 0),
                                        ROWS,
                                        LossSpec.BINARY_CROSS_ENTROPY))
                .isInstanceOf(IncompatibleModelException.class)
                .hasMessageContaining("'mlp'")
                .hasMessageContaining("'tabular'")
                .hasMessageContaining("set outputs to 1");
    }

    private static void assertFault(String fault, int outputs, LossSpec loss) {
        assertFault(fault, new ModelSpec.Linear(outputs), ROWS, loss);
    }

    private static void assertFault(String fault, ModelSpec model, InputSpec input, LossSpec loss) {
        assertThat(ModelCompatibility.faults(model, input, loss))
                .singleElement()
                .asString()
                .contains(fault);
    }

    private static InputSpec images(int height, int width) {
        return tensors(List.of(feature("image", TensorType.UINT8, 1, height, width)), 1);
    }

    private static InputSpec tensors(List<InputSpec.FeatureTensor> features, int labels) {
        return new InputSpec.Tensors(features, feature("label", TensorType.INT64, labels));
    }

    private static InputSpec.FeatureTensor feature(
            String name, TensorType type, Integer... sampleShape) {
        return new InputSpec.FeatureTensor(name, type, List.of(sampleShape));
    }
}
