package io.ratchet.training.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * The sum of a layer over the numeric features and one over the categorical ones. Takes numeric (n,
 * numeric) and ids (n, features), returns (n, outputs).
 */
final class LinearBlock extends AbstractBlock {
    private final Block numeric;
    private final Block categorical;

    LinearBlock(Block numeric, Block categorical) {
        this.numeric = addChildBlock("numeric", numeric);
        this.categorical = addChildBlock("categorical", categorical);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters,
            NDList inputs,
            boolean training,
            PairList<String, Object> options) {
        NDArray weighted =
                numeric.forward(parameters, new NDList(inputs.get(0)), training, options)
                        .singletonOrThrow();
        NDArray summed =
                categorical
                        .forward(parameters, new NDList(inputs.get(1)), training, options)
                        .singletonOrThrow();
        return new NDList(weighted.add(summed));
    }

    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        numeric.initialize(manager, dataType, inputShapes[0]);
        categorical.initialize(manager, dataType, inputShapes[1]);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return numeric.getOutputShapes(new Shape[] {inputShapes[0]});
    }
}
