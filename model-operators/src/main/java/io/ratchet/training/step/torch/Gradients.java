package io.ratchet.training.step.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;

/**
 * The gradients of an instance's parameters, one array each for the instance's whole life.
 *
 * <p>The engine makes a parameter's gradient in the first backward pass that reaches it, and adds
 * to it from then on. Here all are made at once and set to zero before every pass. So a parameter
 * that a model leaves out has the gradient 0, and a step after a restore adds to the same zeros as
 * one without: 0 + (−0) is 0, but a gradient taken over may be −0.
 *
 * <p><b>Owns</b>: one handle a parameter; the engine leaks what is not closed.
 */
final class Gradients implements AutoCloseable {
    private final List<PtNDArray> parameters;
    private final List<PtNDArray> arrays = new ArrayList<>();

    /** Makes the gradients of arrays that require one; leaves gradient mode on. */
    Gradients(List<PtNDArray> parameters, NDManager manager) {
        this.parameters = List.copyOf(parameters);
        JniUtils.setGradMode(true);
        try (NDManager scope = manager.newSubManager()) {
            for (PtNDArray parameter : parameters) {
                PtNDArray sum = JniUtils.sum(parameter);
                sum.attach(scope);
                PtNDArray one = (PtNDArray) scope.ones(sum.getShape());
                JniUtils.backward(sum, one, false, false);
                arrays.add(JniUtils.getGradient(parameter));
            }
        }
    }

    /** Sets all to zero. */
    void clear() {
        for (PtNDArray parameter : parameters) {
            JniUtils.zeroGrad(parameter);
        }
    }

    /** The gradient of a parameter. */
    PtNDArray array(int parameter) {
        return arrays.get(parameter);
    }

    @Override
    public void close() {
        arrays.forEach(NDArray::close);
    }
}
