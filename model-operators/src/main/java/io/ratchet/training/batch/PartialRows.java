package io.ratchet.training.batch;

import io.ratchet.tensor.HostTensor;
import io.ratchet.tensor.TensorType;
import io.ratchet.training.model.InputSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A partly filled batch of rows. */
final class PartialRows {
    private final String instance;
    private final int capacity;
    private final int numericCount;
    private final int categoricalCount;
    private float[] numeric = {};
    private int[] categorical = {};
    private float[] labels = {};
    private int[] partitions = {};
    private long[] offsets = {};
    private @Nullable RowBlock whole;
    private int rows;

    PartialRows(String instance, InputSpec.Rows input) {
        this.instance = instance;
        this.capacity = input.batchRows();
        this.numericCount = input.numericCount();
        this.categoricalCount = input.cardinalities().size();
    }

    int rowCount() {
        return rows;
    }

    int room() {
        return capacity - rows;
    }

    /** A block that is a batch is taken as it is; anything else is copied. */
    void append(RowBlock block, int from, int count) {
        if (count == capacity && count == block.rowCount()) {
            whole = block;
            rows = count;
            return;
        }
        if (labels.length == 0) {
            allocate();
        }
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

    private void allocate() {
        numeric = new float[capacity * numericCount];
        categorical = new int[capacity * categoricalCount];
        labels = new float[capacity];
        partitions = new int[capacity];
        offsets = new long[capacity];
    }

    /** Makes a batch of what is there and begins the next one. */
    Batch take() {
        RowBlock block = whole;
        whole = null;
        Batch batch =
                block == null
                        ? batch(numeric, categorical, labels, Places.of(partitions, offsets, rows))
                        : batch(
                                block.numeric(),
                                block.categorical(),
                                block.labels(),
                                Places.of(block.partition(), block.offsets()));
        rows = 0;
        return batch;
    }

    private Batch batch(float[] numbers, int[] ids, float[] labelValues, Places places) {
        List<HostTensor> features = new ArrayList<>(2);
        if (numericCount > 0) {
            features.add(floats(numbers, rows * numericCount, List.of(rows, numericCount)));
        }
        if (categoricalCount > 0) {
            features.add(ints(ids, rows * categoricalCount, List.of(rows, categoricalCount)));
        }
        return new Batch(features, floats(labelValues, rows, List.of(rows)), places);
    }

    /** What is there, as runs of one partition. */
    List<Block> blocks() {
        if (whole != null) {
            return List.of(whole);
        }
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
                offsets[from],
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
