package io.ratchet.training.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * The update of one step with all its coefficients at hand: once as loops over arrays, once as
 * tensor operations.
 *
 * <p>The coefficients are computed in double and rounded to float, and each is applied in the order
 * of PyTorch's single-tensor implementations (torch/optim, 1.13). Where PyTorch's CPU kernels
 * multiply and add in one rounding, {@code Math.fma} does; it gives the same bits on every machine,
 * unlike what a compiler may make of a product and a sum.
 */
sealed interface UpdateRule permits SgdRule, AdamRule, AdagradRule {
    /**
     * Updates the first so many elements in place; the gradients are left alone.
     *
     * @param moments in the order of {@link OptimizerSpec#momentNames()}
     */
    void updateArrays(float[] weights, float[] gradients, float[][] moments, int count);

    /**
     * Updates whole tensors in place; the gradient is left alone.
     *
     * @param temporaries owns what is made on the way, on the CPU: PyTorch takes a scalar tensor
     *     from there into an operation on any device without waiting for the device
     */
    void updateTensors(
            NDManager temporaries, NDArray weights, NDArray gradient, List<NDArray> moments);

    /** The rule of a spec at a step. */
    static UpdateRule of(OptimizerSpec spec, UpdateArguments arguments) {
        if (spec instanceof OptimizerSpec.Sgd sgd) {
            return SgdRule.of(sgd, arguments);
        }
        if (spec instanceof OptimizerSpec.Adam adam) {
            return AdamRule.of(adam, arguments);
        }
        if (spec instanceof OptimizerSpec.AdamW adamW) {
            return AdamRule.of(adamW, arguments);
        }
        if (spec instanceof OptimizerSpec.Adagrad adagrad) {
            return AdagradRule.of(adagrad, arguments);
        }
        throw new IllegalArgumentException("No update rule for " + spec + ".");
    }
}
