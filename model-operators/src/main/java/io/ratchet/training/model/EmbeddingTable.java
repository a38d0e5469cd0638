package io.ratchet.training.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * Looks rows up in one table for all categorical features: ids (n, features) become (n, features,
 * width). One engine call however many features there are; DJL's own embedding blocks want a
 * vocabulary or are slow.
 */
final class EmbeddingTable extends AbstractBlock {
    /** The name of the parameter within this block. */
    static final String TABLE = "table";

    private final Parameter table;
    private final long width;

    EmbeddingTable(long rows, long width) {
        this.width = width;
        table =
                addParameter(
                        Parameter.builder()
                                .setName(TABLE)
                                .setType(Parameter.Type.OTHER)
                                .optShape(new Shape(rows, width))
                                .build());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters,
            NDList inputs,
            boolean training,
            PairList<String, Object> options) {
        NDArray ids = inputs.singletonOrThrow();
        NDArray rows = parameters.getValue(table, ids.getDevice(), training);
        return new NDList(
                width == 1 && !ids.getDevice().isGpu()
                        ? scalars((PtNDArray) ids, (PtNDArray) rows)
                        : rows((PtNDArray) ids, (PtNDArray) rows));
    }

    /** Rows of any width. */
    static NDArray rows(PtNDArray ids, PtNDArray rows) {
        return JniUtils.embedding(ids, rows, false);
    }

    /**
     * Rows of one number, gathered from a vector. On the CPU the gradient of an embedding takes an
     * engine operation for every id, that of a gather one for all; both add in the order of the
     * ids. On a GPU that of a gather adds in whatever order its threads come, while that of an
     * embedding sorts the ids first.
     */
    static NDArray scalars(PtNDArray ids, PtNDArray rows) {
        PtNDArray table = JniUtils.reshape(rows, new long[] {-1});
        table.attach(ids.getManager()); // the table's own would keep it for good
        PtNDArray places = JniUtils.reshape(ids, new long[] {-1});
        PtNDArray found = JniUtils.gather(table, places, 0);
        return JniUtils.reshape(found, ids.getShape().add(1).getShape());
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[0].add(width)};
    }
}
