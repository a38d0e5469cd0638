package io.ratchet.examples;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** Takes numeric (n, numeric) and ids (n, features); returns (n, 1). */
final class WideAndDeepBlock extends AbstractBlock {
    private static final int[] FEATURE_AXIS = {1};

    private final IdTable wideIds;
    private final Block wideNumeric;
    private final IdTable embeddings;
    private final Block deep;

    WideAndDeepBlock(IdTable wideIds, Block wideNumeric, IdTable embeddings, Block deep) {
        this.wideIds = addChildBlock("wideIds", wideIds);
        this.wideNumeric = addChildBlock("wideNumeric", wideNumeric);
        this.embeddings = addChildBlock("embeddings", embeddings);
        this.deep = addChildBlock("deep", deep);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters,
            NDList inputs,
            boolean training,
            PairList<String, Object> options) {
        NDList numeric = new NDList(inputs.get(0));
        NDList ids = new NDList(inputs.get(1));
        NDArray wide =
                wideIds.forward(parameters, ids, training).singletonOrThrow().sum(FEATURE_AXIS);
        NDArray linear = wideNumeric.forward(parameters, numeric, training).singletonOrThrow();
        NDArray embedded =
                embeddings
                        .forward(parameters, ids, training)
                        .singletonOrThrow()
                        .reshape(-1, embeddings.totalWidth());
        NDArray columns = inputs.get(0).concat(embedded, 1);
        NDArray network =
                deep.forward(parameters, new NDList(columns), training).singletonOrThrow();
        return new NDList(linear.add(wide).add(network));
    }

    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        long numeric = inputShapes[0].get(1);
        wideIds.initialize(manager, dataType, inputShapes[1]);
        wideNumeric.initialize(manager, dataType, inputShapes[0]);
        embeddings.initialize(manager, dataType, inputShapes[1]);
        deep.initialize(
                manager,
                dataType,
                new Shape(inputShapes[0].get(0), numeric + embeddings.totalWidth()));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), 1)};
    }
}
