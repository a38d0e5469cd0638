package io.ratchet.job.decode;

import io.ratchet.kafka.batch.TensorBatch;
import io.ratchet.kafka.batch.TensorBatchDecoder;
import io.ratchet.kafka.batch.TensorView;
import io.ratchet.kafka.format.RefusedRecordException;
import io.ratchet.tensor.HostTensor;
import io.ratchet.training.batch.Block;
import io.ratchet.training.batch.RefusedPlace;
import io.ratchet.training.batch.TensorBlock;
import io.ratchet.training.batch.TensorRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Ready-made batches; their tensors stay in the bytes of their records. */
final class TensorBlockBuilder implements BlockBuilder {
    /** A block is full at so many bytes; a single larger record is a block of its own. */
    static final int FULL_BYTES = 256 * 1024;

    private final String instance;
    private final int partition;
    private final TensorBatchDecoder decoder;
    private final List<TensorRecord> records = new ArrayList<>();
    private long bytes;

    TensorBlockBuilder(String instance, int partition, TensorBatchDecoder decoder) {
        this.instance = instance;
        this.partition = partition;
        this.decoder = decoder;
    }

    @Override
    public void add(RawRecord record) throws RefusedRecordException {
        TensorBatch batch = decoder.decode(new RecordHeaders(record.headers()), record.value());
        List<HostTensor> features = new ArrayList<>(batch.features().size());
        for (TensorView feature : batch.features()) {
            features.add(host(feature));
        }
        records.add(new TensorRecord(record.offset(), features, host(batch.label())));
        byte[] value = record.value();
        bytes += value == null ? 0 : value.length;
    }

    private static HostTensor host(TensorView view) {
        List<Integer> shape = new ArrayList<>(view.rank());
        for (int index = 0; index < view.rank(); index++) {
            shape.add(Math.toIntExact(view.dimension(index)));
        }
        return new HostTensor(view.type(), shape, view.data());
    }

    @Override
    public boolean isFull() {
        return bytes >= FULL_BYTES;
    }

    @Override
    public Block build(long fromOffset, long nextOffset, List<RefusedPlace> refused) {
        TensorBlock block =
                new TensorBlock(instance, partition, fromOffset, nextOffset, records, refused);
        records.clear();
        bytes = 0;
        return block;
    }
}
