package io.ratchet.training.batch;

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
 */
public record RowBlock(
        String instance,
        int partition,
        long fromOffset,
        long nextOffset,
        long[] offsets,
        float[] numeric,
        int[] categorical,
        float[] labels)
        implements Block {
    public RowBlock {
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
    }

    @Override
    public int recordCount() {
        return rowCount();
    }

    /** The number of rows. */
    public int rowCount() {
        return offsets.length;
    }
}
