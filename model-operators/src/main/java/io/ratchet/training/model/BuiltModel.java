package io.ratchet.training.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A model as the engine runs it.
 *
 * @param block takes the inputs in their order and returns (n, outputs); not yet initialised
 * @param inputs what the block takes
 * @param draws whether a training step may draw from the engine's generator
 * @param hook initial values other than the defaults of {@link InitialValues}
 */
public record BuiltModel(
        Block block, List<ModelInput> inputs, boolean draws, InitialValueHook hook) {
    public BuiltModel {
        inputs = List.copyOf(inputs);
    }

    /** Initial values of a parameter, or empty for the default of its type. */
    @FunctionalInterface
    public interface InitialValueHook {
        Optional<float[]> initialValues(String name, List<Integer> shape, RandomGenerator random);
    }

    /** The shapes of all inputs for so many samples. */
    public Shape[] inputShapes(int samples) {
        Shape[] shapes = new Shape[inputs.size()];
        for (int index = 0; index < shapes.length; index++) {
            List<Integer> sampleShape = inputs.get(index).sampleShape();
            long[] extents = new long[sampleShape.size() + 1];
            extents[0] = samples;
            for (int axis = 0; axis < sampleShape.size(); axis++) {
                extents[axis + 1] = sampleShape.get(axis);
            }
            shapes[index] = new Shape(extents);
        }
        return shapes;
    }
}
