package io.ratchet.bench.embeddings;

import io.ratchet.tensor.HostTensor;
import io.ratchet.tensor.TensorType;
import io.ratchet.training.batch.Batch;
import io.ratchet.training.batch.Places;
import io.ratchet.training.model.InputSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows in memory, as batches in the order in which they are trained.
 *
 * @param name in tables
 * @param about where they come from, in a sentence
 * @param input what a row has
 * @param batches full batches
 */
record TrainingRows(String name, String about, InputSpec.Rows input, List<Batch> batches) {
    /** Rows of a batch: as many as {@code ratchet draft} proposes for many records. */
    static final int BATCH_ROWS = 64;

    TrainingRows {
        batches = List.copyOf(batches);
    }

    /** Takes rows one by one; those that do not fill the last batch are left out. */
    static final class Builder {
        private final InputSpec.Rows input;
        private final List<Batch> batches = new ArrayList<>();
        private final float[] numbers;
        private final int[] ids;
        private final float[] labels = new float[BATCH_ROWS];
        private int rows;

        Builder(int numericCount, List<Integer> cardinalities) {
            input = new InputSpec.Rows(numericCount, cardinalities, BATCH_ROWS);
            numbers = new float[BATCH_ROWS * numericCount];
            ids = new int[BATCH_ROWS * cardinalities.size()];
        }

        void add(float[] rowNumbers, int[] rowIds, float label) {
            System.arraycopy(
                    rowNumbers, 0, numbers, rows * input.numericCount(), input.numericCount());
            int columns = input.cardinalities().size();
            System.arraycopy(rowIds, 0, ids, rows * columns, columns);
            labels[rows++] = label;
            if (rows == BATCH_ROWS) {
                batches.add(batch());
                rows = 0;
            }
        }

        private Batch batch() {
            List<HostTensor> features = new ArrayList<>();
            if (numbers.length > 0) {
                features.add(floats(List.of(BATCH_ROWS, input.numericCount()), numbers));
            }
            ByteBuffer bytes = bytes(ids.length);
            bytes.asIntBuffer().put(ids);
            List<Integer> shape = List.of(BATCH_ROWS, input.cardinalities().size());
            features.add(new HostTensor(TensorType.INT32, shape, bytes));
            return new Batch(features, floats(List.of(BATCH_ROWS), labels), Places.NONE);
        }

        private static HostTensor floats(List<Integer> shape, float[] values) {
            ByteBuffer bytes = bytes(values.length);
            bytes.asFloatBuffer().put(values);
            return new HostTensor(TensorType.FLOAT32, shape, bytes);
        }

        private static ByteBuffer bytes(int values) {
            return ByteBuffer.allocateDirect(values * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        }

        TrainingRows build(String name, String about) {
            return new TrainingRows(name, about, input, batches);
        }
    }
}
