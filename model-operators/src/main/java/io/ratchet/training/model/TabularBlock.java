package io.ratchet.training.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * Embeddings beside the numeric features, then whatever layers follow. Takes numeric (n, numeric)
 * if there are any, then ids (n, features).
 */
final class TabularBlock extends AbstractBlock {
    private final Block embedding;
    private final Block layers;
    private final long embeddedWidth;

    TabularBlock(Block embedding, long embeddedWidth, Block layers) {
        this.embedding = addChildBlock("embedding", embedding);
        this.layers = addChildBlock("layers", layers);
        this.embeddedWidth = embeddedWidth;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters,
            NDList inputs,
            boolean training,
            PairList<String, Object> options) {
        NDArray ids = inputs.get(inputs.size() - 1);
        NDArray embedded =
                embedding
                        .forward(parameters, new NDList(ids), training, options)
                        .singletonOrThrow()
                        .reshape(-1, embeddedWidth);
        if (inputs.size() == 1) {
            return layers.forward(parameters, new NDList(embedded), training, options);
        }
        PtNDArray[] columns = {(PtNDArray) inputs.get(0), (PtNDArray) embedded};
        return layers.forward(parameters, new NDList(JniUtils.cat(columns, 1)), training, options);
    }

    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        embedding.initialize(manager, dataType, inputShapes[inputShapes.length - 1]);
        layers.initialize(manager, dataType, columns(inputShapes));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return layers.getOutputShapes(new Shape[] {columns(inputShapes)});
    }

    private Shape columns(Shape[] inputShapes) {
        long numeric = inputShapes.length == 1 ? 0 : inputShapes[0].get(1);
        return new Shape(inputShapes[0].get(0), numeric + embeddedWidth);
    }
}
