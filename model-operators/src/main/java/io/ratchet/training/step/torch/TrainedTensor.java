package io.ratchet.training.step.torch;

import java.util.List;

/**
 * A parameter and its moments, by their places in the layout.
 *
 * @param tensor the parameter
 * @param moments its moments, in the optimizer's order
 */
record TrainedTensor(int tensor, List<Integer> moments) {
    TrainedTensor {
        moments = List.copyOf(moments);
    }
}
