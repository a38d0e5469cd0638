package io.ratchet.training.model;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** Adds up what a table gave for every feature: (n, features, width) becomes (n, width). */
final class SumOverFeatures extends AbstractBlock {
    private static final int[] FEATURE_AXIS = {1};

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters,
            NDList inputs,
            boolean training,
            PairList<String, Object> options) {
        return new NDList(inputs.singletonOrThrow().sum(FEATURE_AXIS));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), inputShapes[0].get(2))};
    }
}
