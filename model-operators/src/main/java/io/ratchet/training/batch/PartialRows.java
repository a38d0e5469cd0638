package io.ratchet.training.batch;

import io.ratchet.training.model.InputSpec;
import io.ratchet.training.tensor.HostTensor;
import io.ratchet.training.tensor.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A partly filled batch of rows. */
final class PartialRows {
    private final String instance;
    private final int capacity;
    private final int numericCount;
    private final int categoricalCount;
    private final float[] numeric;
    private final int[] categorical;
    private final float[] labels;
    private final int[] partitions;
    private final long[] offsets;
    private int rows;

    PartialRows(String instance, InputSpec.Rows input) {
        this.instance = instance;
        this.capacity = input.batchRows();
        this.numericCount = input.numericCount();
        this.categoricalCount = input.cardinalities().size();
        this.numeric = new float[capacity * numericCount];
        this.categorical = new int[capacity * categoricalCount];
        this.labels = new float[capacity];
        this.partitions = new int[capacity];
        this.offsets = new long[capacity];
    }

    int rowCount() {
        return rows;
    }

    int room() {
        return capacity - rows;
    }

    void append(RowBlock block, int from, int count) {
        System.arraycopy(
                block.numeric(),
                from * numericCount,
                numeric,
                rows * numericCount,
                count * numericCount);
        System.arraycopy(
                block.categorical(),
                from * categoricalCount,
                categorical,
                rows * categoricalCount,
                count * categoricalCount);
        System.arraycopy(block.labels(), from, labels, rows, count);
        System.arraycopy(block.offsets(), from, offsets, rows, count);
        Arrays.fill(partitions, rows, rows + count, block.partition());
        rows += count;
    }

    /** Makes a batch of what is there and begins the next one. */
    Batch take() {
        List<HostTensor> features = new ArrayList<>(2);
        if (numericCount > 0) {
            features.add(floats(numeric, rows * numericCount, List.of(rows, numericCount)));
        }
        if (categoricalCount > 0) {
            features.add(
                    ints(categorical, rows * categoricalCount, List.of(rows, categoricalCount)));
        }
        Batch batch =
                new Batch(
                        features,
                        floats(labels, rows, List.of(rows)),
                        Places.of(partitions, offsets, rows));
        rows = 0;
        return batch;
    }

    /** What is there, as runs of one partition. */
    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        int from = 0;
        for (int row = 1; row <= rows; row++) {
            if (row == rows || partitions[row] != partitions[from]) {
                blocks.add(block(from, row));
                from = row;
            }
        }
        return blocks;
    }

    private RowBlock block(int from, int to) {
        return new RowBlock(
                instance,
                partitions[from],
                offsets[to - 1] + 1,
                Arrays.copyOfRange(offsets, from, to),
                Arrays.copyOfRange(numeric, from * numericCount, to * numericCount),
                Arrays.copyOfRange(categorical, from * categoricalCount, to * categoricalCount),
                Arrays.copyOfRange(labels, from, to));
    }

    private static HostTensor floats(float[] values, int count, List<Integer> shape) {
        ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values, 0, count);
        return new HostTensor(TensorType.FLOAT32, shape, bytes);
    }

    private static HostTensor ints(int[] values, int count, List<Integer> shape) {
        ByteBuffer bytes =
                ByteBuffer.allocate(count * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values, 0, count);
        return new HostTensor(TensorType.INT32, shape, bytes);
    }
}
