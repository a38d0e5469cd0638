package io.ratchet.training.optimizer;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;

/**
 * The update on any device, as tensor operations; for a GPU, where {@link FusedUpdate} would have
 * to copy everything to the host and back.
 *
 * <p>It follows the same formulas, but rounds a product before adding it where {@link FusedUpdate}
 * does not, so the two are close, not equal: after one step within 1e-6 of the weight plus 1e-8;
 * after a hundred steps at a rate of 0.01 from weights around 1, within 1e-6 of the weight plus
 * 5e-7 (measured on a CPU for every optimizer).
 */
public final class TensorUpdate {
    private TensorUpdate() {}

    /**
     * Updates one whole parameter in place: weights and moments. The gradient is read only.
     * Gradient mode is off during the update and afterwards, for the calling thread: these
     * operations are no part of a graph.
     *
     * @param spec the optimizer
     * @param arguments the step's
     * @param weights the parameter, FLOAT32
     * @param gradient its gradient, not yet scaled; same shape, same device
     * @param moments its moments, in the order of {@link OptimizerSpec#momentNames()}; same shape,
     *     same device
     * @param stepManager the step's; what is made on the way is freed before the call returns
     */
    public static void apply(
            OptimizerSpec spec,
            UpdateArguments arguments,
            NDArray weights,
            NDArray gradient,
            List<NDArray> moments,
            NDManager stepManager) {
        if (moments.size() != spec.momentNames().size()) {
            throw new IllegalArgumentException(
                    "The optimizer '"
                            + spec.code()
                            + "' keeps the moments "
                            + spec.momentNames()
                            + ", but "
                            + moments.size()
                            + " were given.");
        }
        JniUtils.setGradMode(false);
        try (NDManager temporaries = stepManager.newSubManager(Device.cpu())) {
            UpdateRule.of(spec, arguments).updateTensors(temporaries, weights, gradient, moments);
        }
    }

    /**
     * The sum of squares of all gradients, computed in double on their device and added up in the
     * given order; not finite if and only if an element is not. Waits for the device once.
     *
     * @param gradients FLOAT32, all on one device
     * @param stepManager the step's; what is made on the way is freed before the call returns
     */
    public static double sumOfSquares(List<NDArray> gradients, NDManager stepManager) {
        JniUtils.setGradMode(false);
        try (NDManager temporaries = stepManager.newSubManager()) {
            NDArray total = temporaries.create(0.0);
            for (NDArray gradient : gradients) {
                try (NDArray wide = gradient.toType(DataType.FLOAT64, true);
                        NDArray sum = wide.muli(wide).sum()) {
                    total.addi(sum);
                }
            }
            return total.getDouble();
        }
    }
}
