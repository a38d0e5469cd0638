package io.ratchet.training.model;

import ai.djl.nn.Block;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A user's own model: a public class on the class path with a public constructor without arguments.
 *
 * <p>What the block's forward pass receives: for tensor batches the feature tensors in the order of
 * the input spec (UINT8 as FLOAT32 in [0, 1]); for rows FLOAT32 (n, numeric) if there are numeric
 * features, then INT64 (n, categorical) ids, each counted from 0, if there are categorical ones. It
 * returns one FLOAT32 array of shape (n, outputs).
 *
 * <p>For the same bits in every process the block draws from nothing but the engine's generator
 * (dropout), which is seeded before every step, and names and orders its parameters the same way
 * each time. Called once for each instance, by any thread.
 */
public interface ModelProvider {
    /** A fresh block, not yet initialised. */
    Block block(InputSpec input, Map<String, String> options);

    /**
     * Initial values of a parameter, row-major, or empty for the default of its type: weights and
     * biases uniform within ±1/√fan-in, gamma and running variance 1, beta and running mean 0. The
     * initialisers of DJL are never asked, since they draw from the engine's global generator.
     *
     * @param name the parameter's name within the block, such as {@code 01Linear_weight}
     * @param shape its shape
     * @param random seeded from the run's seed and the name
     */
    default Optional<float[]> initialValues(
            String name, List<Integer> shape, RandomGenerator random) {
        return Optional.empty();
    }
}
