package io.ratchet.bench.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** INT64 ids (n, ids) become the means of their vectors, (n, {@link #WIDTH}). */
final class IdMeansBlock extends AbstractBlock {
    /** The name of the table. */
    static final String TABLE = "table";

    /** Numbers of a vector. */
    static final int WIDTH = 64;

    private final Parameter table;

    IdMeansBlock(long rows) {
        table =
                addParameter(
                        Parameter.builder()
                                .setName(TABLE)
                                .setType(Parameter.Type.OTHER)
                                .optShape(new Shape(rows, WIDTH))
                                .build());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters,
            NDList inputs,
            boolean training,
            PairList<String, Object> options) {
        NDArray ids = inputs.singletonOrThrow();
        NDArray values = parameters.getValue(table, ids.getDevice(), training);
        PtNDArray vectors = JniUtils.embedding((PtNDArray) ids, (PtNDArray) values, false);
        return new NDList(vectors.mean(new int[] {1}));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), WIDTH)};
    }
}
