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
 * @param refused see {@link Block#refused()}
 */
public record TensorBlock(
        String instance,
        int partition,
        long fromOffset,
        long nextOffset,
        List<TensorRecord> records,
        List<RefusedPlace> refused)
        implements Block {
    public TensorBlock {
        records = List.copyOf(records);
        refused = List.copyOf(refused);
        Offsets.requireInside(refused, fromOffset, nextOffset);
        if (!records.isEmpty()) {
            Offsets.requireInside(
                    records.get(0).offset(),
                    records.get(records.size() - 1).offset(),
                    fromOffset,
                    nextOffset);
        }
    }

    /** Ready-made batches between which nothing was refused. */
    public TensorBlock(
            String instance,
            int partition,
            long fromOffset,
            long nextOffset,
            List<TensorRecord> records) {
        this(instance, partition, fromOffset, nextOffset, records, List.of());
    }

    @Override
    public int recordCount() {
        return records.size();
    }

    @Override
    public long offset(int index) {
        return records.get(index).offset();
    }
}
