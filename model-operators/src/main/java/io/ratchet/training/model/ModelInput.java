package io.ratchet.training.model;

import io.ratchet.tensor.TensorType;
import java.util.List;

/**
 * How one feature tensor of a batch reaches the model's forward pass.
 *
 * @param name for messages
 * @param type the element type in the batch
 * @param sampleShape its shape without the first dimension, the samples
 * @param conversion what becomes of its elements on the way
 */
public record ModelInput(
        String name, TensorType type, List<Integer> sampleShape, Conversion conversion) {
    public ModelInput {
        sampleShape = List.copyOf(sampleShape);
    }

    /** What becomes of a feature's elements. */
    public sealed interface Conversion {}

    /** Nothing. */
    public record AsIs() implements Conversion {}

    /** UINT8 becomes FLOAT32, divided by 255. */
    public record Fraction() implements Conversion {}

    /**
     * Ids become INT64, are checked against their feature's cardinality and moved by its offset.
     *
     * @param cardinalities for every feature the number of its ids
     * @param offsets what is added to the ids of every feature: where its rows begin in a table
     *     common to all
     */
    public record Ids(List<Integer> cardinalities, List<Integer> offsets) implements Conversion {
        public Ids {
            cardinalities = List.copyOf(cardinalities);
            offsets = List.copyOf(offsets);
        }
    }
}
