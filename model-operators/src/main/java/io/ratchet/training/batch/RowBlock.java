package io.ratchet.training.batch;

import java.util.List;

/**
 * Decoded rows, column groups side by side. The arrays belong to the block; nobody changes them
 * afterwards.
 *
 * @param instance see {@link Block#instance()}
 * @param partition see {@link Block#partition()}
 * @param fromOffset see {@link Block#fromOffset()}
 * @param nextOffset see {@link Block#nextOffset()}
 * @param offsets the offset of every row, ascending; its length is the number of rows n
 * @param numeric n × numeric features, row after row
 * @param categorical n × categorical ids, row after row
 * @param labels n labels
 * @param refused see {@link Block#refused()}
 */
public record RowBlock(
        String instance,
        int partition,
        long fromOffset,
        long nextOffset,
        long[] offsets,
        float[] numeric,
        int[] categorical,
        float[] labels,
        List<RefusedPlace> refused)
        implements Block {
    public RowBlock {
        refused = List.copyOf(refused);
        int rows = offsets.length;
        if (labels.length != rows
                || (rows == 0 && (numeric.length != 0 || categorical.length != 0))
                || (rows > 0 && (numeric.length % rows != 0 || categorical.length % rows != 0))) {
            throw new IllegalArgumentException(
                    "Columns of unequal length: "
                            + rows
                            + " offsets, "
                            + numeric.length
                            + " numeric, "
                            + categorical.length
                            + " categorical, "
                            + labels.length
                            + " labels.");
        }
        if (rows > 0) {
            Offsets.requireInside(offsets[0], offsets[rows - 1], fromOffset, nextOffset);
        }
        Offsets.requireInside(refused, fromOffset, nextOffset);
    }

    /** Rows between which nothing was refused. */
    public RowBlock(
            String instance,
            int partition,
            long fromOffset,
            long nextOffset,
            long[] offsets,
            float[] numeric,
            int[] categorical,
            float[] labels) {
        this(
                instance,
                partition,
                fromOffset,
                nextOffset,
                offsets,
                numeric,
                categorical,
                labels,
                List.of());
    }

    /** The rows alone. */
    RowBlock rows() {
        return refused.isEmpty()
                ? this
                : new RowBlock(
                        instance,
                        partition,
                        fromOffset,
                        nextOffset,
                        offsets,
                        numeric,
                        categorical,
                        labels);
    }

    @Override
    public int recordCount() {
        return rowCount();
    }

    @Override
    public long offset(int index) {
        return offsets[index];
    }

    /** The number of rows. */
    public int rowCount() {
        return offsets.length;
    }
}
