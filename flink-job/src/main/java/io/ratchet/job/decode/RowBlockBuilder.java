package io.ratchet.job.decode;

import io.ratchet.kafka.format.RefusedRecordException;
import io.ratchet.kafka.row.DecodedRow;
import io.ratchet.kafka.row.RowDecoder;
import io.ratchet.training.batch.Block;
import io.ratchet.training.batch.RefusedPlace;
import io.ratchet.training.batch.RowBlock;
import java.util.Arrays;
import java.util.List;

/** Rows, side by side by column group. */
final class RowBlockBuilder implements BlockBuilder {
    /**
     * Rows of a full block: large enough to make sending cheap, small enough to stay in a cache.
     */
    static final int CAPACITY = 512;

    private final String instance;
    private final int partition;
    private final RowDecoder decoder;
    private final DecodedRow row;
    private final long[] offsets = new long[CAPACITY];
    private final float[] labels = new float[CAPACITY];
    private final float[] numeric;
    private final int[] categorical;
    private int count;

    /**
     * @param row what the decoder decodes into; shared with the other builders of the thread
     */
    RowBlockBuilder(String instance, int partition, RowDecoder decoder, DecodedRow row) {
        this.instance = instance;
        this.partition = partition;
        this.decoder = decoder;
        this.row = row;
        this.numeric = new float[CAPACITY * row.numeric().length];
        this.categorical = new int[CAPACITY * row.categorical().length];
    }

    @Override
    public void add(RawRecord record) throws RefusedRecordException {
        decoder.decode(record.value(), row);
        float[] values = row.numeric();
        int[] ids = row.categorical();
        System.arraycopy(values, 0, numeric, count * values.length, values.length);
        System.arraycopy(ids, 0, categorical, count * ids.length, ids.length);
        labels[count] = row.label();
        offsets[count++] = record.offset();
    }

    @Override
    public boolean isFull() {
        return count == CAPACITY;
    }

    @Override
    public Block build(long fromOffset, long nextOffset, List<RefusedPlace> refused) {
        RowBlock block =
                new RowBlock(
                        instance,
                        partition,
                        fromOffset,
                        nextOffset,
                        Arrays.copyOf(offsets, count),
                        Arrays.copyOf(numeric, count * row.numeric().length),
                        Arrays.copyOf(categorical, count * row.categorical().length),
                        Arrays.copyOf(labels, count),
                        refused);
        count = 0;
        return block;
    }
}
