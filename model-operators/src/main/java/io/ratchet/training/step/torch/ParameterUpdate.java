package io.ratchet.training.step.torch;

import ai.djl.ndarray.NDManager;
import io.ratchet.training.optimizer.UpdateArguments;

/**
 * The update of one parameter, apart from how its gradient came about. Parameters are counted
 * without the buffers between them.
 */
sealed interface ParameterUpdate permits HostUpdate, DeviceUpdate {
    /** The sum of squares of all gradients; not finite if and only if an element is not. */
    double sumOfSquares(NDManager scope);

    /** Updates the elements [from, to) of a parameter and of its moments. */
    void apply(UpdateArguments arguments, int parameter, int from, int to, NDManager scope);
}
