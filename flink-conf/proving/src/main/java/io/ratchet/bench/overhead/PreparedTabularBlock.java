package io.ratchet.bench.overhead;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** Rows of a table beside numeric features, then layers. */
final class PreparedTabularBlock extends AbstractBlock {
    /** The name of the table. */
    static final String TABLE = "table";

    private final Parameter table;
    private final Block layers;
    private final long embedding;

    PreparedTabularBlock(long ids, long embedding, Block layers) {
        this.embedding = embedding;
        this.layers = addChildBlock("layers", layers);
        table =
                addParameter(
                        Parameter.builder()
                                .setName(TABLE)
                                .setType(Parameter.Type.OTHER)
                                .optShape(new Shape(ids, embedding))
                                .build());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters,
            NDList inputs,
            boolean training,
            PairList<String, Object> options) {
        PtNDArray rows = (PtNDArray) inputs.get(1);
        NDArray values = parameters.getValue(table, rows.getDevice(), training);
        NDArray embedded =
                JniUtils.embedding(rows, (PtNDArray) values, false)
                        .reshape(-1, embedding * rows.getShape().get(1));
        PtNDArray[] columns = {(PtNDArray) inputs.get(0), (PtNDArray) embedded};
        return layers.forward(parameters, new NDList(JniUtils.cat(columns, 1)), training);
    }

    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        layers.initialize(manager, dataType, columns(inputShapes));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return layers.getOutputShapes(new Shape[] {columns(inputShapes)});
    }

    private Shape columns(Shape[] inputShapes) {
        long width = inputShapes[0].get(1) + embedding * inputShapes[1].get(1);
        return new Shape(inputShapes[0].get(0), width);
    }
}
