package io.ratchet.training.batch;

import java.util.List;

/**
 * Ready-made batches of one partition.
 *
 * @param instance see {@link Block#instance()}
 * @param partition see {@link Block#partition()}
 * @param nextOffset see {@link Block#nextOffset()}
 * @param records the batches, by ascending offset
 */
public record TensorBlock(
        String instance, int partition, long nextOffset, List<TensorRecord> records)
        implements Block {
    public TensorBlock {
        records = List.copyOf(records);
    }
}
