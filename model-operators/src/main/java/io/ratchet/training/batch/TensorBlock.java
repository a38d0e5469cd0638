package io.ratchet.training.batch;

import java.util.List;

/**
 * Ready-made batches of one partition.
 *
 * @param instance see {@link Block#instance()}
 * @param partition see {@link Block#partition()}
 * @param fromOffset see {@link Block#fromOffset()}
 * @param nextOffset see {@link Block#nextOffset()}
 * @param records the batches, by ascending offset
 */
public record TensorBlock(
        String instance,
        int partition,
        long fromOffset,
        long nextOffset,
        List<TensorRecord> records)
        implements Block {
    public TensorBlock {
        records = List.copyOf(records);
        if (!records.isEmpty()) {
            Offsets.requireInside(
                    records.get(0).offset(),
                    records.get(records.size() - 1).offset(),
                    fromOffset,
                    nextOffset);
        }
    }

    @Override
    public int recordCount() {
        return records.size();
    }
}
