package io.ratchet.examples;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;

/**
 * One table of vectors for all categorical features: ids (n, features), each feature's counted from
 * 0, become (n, features, width).
 */
final class IdTable extends AbstractBlock {
    /** The name of the parameter within this block. */
    static final String TABLE = "table";

    private final Parameter table;
    private final long[] firstRows;
    private final long width;

    IdTable(List<Integer> cardinalities, int width) {
        this.width = width;
        firstRows = new long[cardinalities.size()];
        long rows = 0;
        for (int feature = 0; feature < firstRows.length; feature++) {
            firstRows[feature] = rows;
            rows += cardinalities.get(feature);
        }
        table =
                addParameter(
                        Parameter.builder()
                                .setName(TABLE)
                                .setType(Parameter.Type.OTHER)
                                .optShape(new Shape(rows, width))
                                .build());
    }

    /** The width of all features' vectors beside each other. */
    long totalWidth() {
        return firstRows.length * width;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters,
            NDList inputs,
            boolean training,
            PairList<String, Object> options) {
        NDArray ids = inputs.singletonOrThrow();
        NDArray rows = ids.add(ids.getManager().create(firstRows));
        NDArray values = parameters.getValue(table, ids.getDevice(), training);
        // DJL's own embedding blocks want a vocabulary, or are slow.
        return new NDList(JniUtils.embedding((PtNDArray) rows, (PtNDArray) values, false));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[0].add(width)};
    }
}
