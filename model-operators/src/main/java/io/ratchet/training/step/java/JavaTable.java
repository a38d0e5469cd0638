package io.ratchet.training.step.java;

import io.ratchet.tensor.HostTensor;
import io.ratchet.training.model.ModelInput;
import io.ratchet.training.step.BatchShape;
import io.ratchet.training.step.InvalidBatchException;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The weights that a linear model has for its categorical features: a row of outputs for every id,
 * the features' rows one behind the other. A logit is the sum over the features of a sample.
 *
 * <p>It reads and writes its own part of the parameters' and the gradient's array. Immutable.
 */
final class JavaTable {
    private final int offset;
    private final int outputs;
    private final int rowCount;
    private final int[] cardinalities;
    private final int[] firstRows;

    private JavaTable(int offset, int outputs, int[] cardinalities) {
        this.offset = offset;
        this.outputs = outputs;
        this.cardinalities = cardinalities;
        firstRows = new int[cardinalities.length];
        int rows = 0;
        for (int feature = 0; feature < cardinalities.length; feature++) {
            firstRows[feature] = rows;
            rows += cardinalities[feature];
        }
        rowCount = rows;
    }

    /**
     * The table of some features.
     *
     * @param offset where it begins in the parameters' array
     * @param outputs logits of a sample
     * @param ids the features; none, and the table is empty
     */
    static JavaTable of(int offset, int outputs, List<ModelInput.Ids> ids) {
        return new JavaTable(
                offset,
                outputs,
                ids.stream()
                        .flatMap(own -> own.cardinalities().stream())
                        .mapToInt(Integer::intValue)
                        .toArray());
    }

    /** Features of a sample. */
    int featureCount() {
        return cardinalities.length;
    }

    /** (ids of all features, outputs). */
    List<Integer> shape() {
        return List.of(rowCount, outputs);
    }

    /**
     * Makes rows of the table out of a batch's ids, (n, features).
     *
     * @throws InvalidBatchException where an id is not one of its feature's
     */
    void read(HostTensor ids, int[] rows) {
        IntBuffer values = ids.bytes().asIntBuffer();
        int count = values.limit();
        values.get(rows, 0, count);
        int features = featureCount();
        for (int feature = 0; feature < features; feature++) {
            int cardinality = cardinalities[feature];
            int first = firstRows[feature];
            for (int at = feature; at < count; at += features) {
                int id = rows[at];
                if (id < 0 || id >= cardinality) {
                    throw BatchShape.outOfRange(feature, at / features, id, cardinality);
                }
                rows[at] = first + id;
            }
        }
    }

    /** Adds the weights of each sample's rows to its logits. */
    void forward(int[] rows, float[] parameters, float[][] logits, int samples) {
        int at = 0;
        for (int sample = 0; sample < samples; sample++) {
            float[] own = logits[sample];
            for (int feature = 0; feature < cardinalities.length; feature++) {
                int from = offset + rows[at++] * outputs;
                for (int output = 0; output < outputs; output++) {
                    own[output] += parameters[from + output];
                }
            }
        }
    }

    /** The gradient by the table, from that by the logits. */
    void backward(int[] rows, float[][] delta, float[] gradient, int samples) {
        Arrays.fill(gradient, offset, offset + rowCount * outputs, 0);
        int at = 0;
        for (int sample = 0; sample < samples; sample++) {
            float[] own = delta[sample];
            for (int feature = 0; feature < cardinalities.length; feature++) {
                int to = offset + rows[at++] * outputs;
                for (int output = 0; output < outputs; output++) {
                    gradient[to + output] += own[output];
                }
            }
        }
    }
}
