package io.ratchet.operator.serializer;

import io.ratchet.training.batch.Block;
import io.ratchet.training.batch.RefusedPlace;
import io.ratchet.training.batch.RowBlock;
import io.ratchet.training.batch.TensorBlock;
import io.ratchet.training.batch.TensorRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link Block}: rows or ready-made batches. */
public final class BlockSerializer extends VersionedSerializer<Block> {
    /** The only instance that is needed. */
    public static final BlockSerializer INSTANCE = new BlockSerializer();

    static final int VERSION = 4;
    private static final int OLDEST = 4;
    private static final int ROWS = 1;
    private static final int TENSORS = 2;
    private static final long serialVersionUID = 1L;

    private BlockSerializer() {
        super("block", VERSION, OLDEST);
    }

    @Override
    protected void write(Block value, DataOutputView target) throws IOException {

        if (value instanceof RowBlock rows) {
            target.writeByte(ROWS);
            writeHead(value, target);
            Fields.writeLongs(rows.offsets(), target);
            Fields.writeFloats(rows.numeric(), target);
            Fields.writeInts(rows.categorical(), target);
            Fields.writeFloats(rows.labels(), target);
        } else if (value instanceof TensorBlock tensors) {
            target.writeByte(TENSORS);
            writeHead(value, target);
            target.writeInt(tensors.records().size());
            for (TensorRecord tensorRecord : tensors.records()) {
                target.writeLong(tensorRecord.offset());
                TensorFields.writeTensors(tensorRecord.features(), target);
                TensorFields.writeTensor(tensorRecord.label(), target);
            }
        }
    }

    @Override
    protected Block read(int writtenVersion, DataInputView source) throws IOException {

        int kind = source.readByte();
        String instance = source.readUTF();
        int partition = source.readInt();
        long fromOffset = source.readLong();
        long nextOffset = source.readLong();
        List<RefusedPlace> refused = RefusalFields.readPlaces(source);
        if (kind == ROWS) {
            return new RowBlock(
                    instance,
                    partition,
                    fromOffset,
                    nextOffset,
                    Fields.readLongs(source),
                    Fields.readFloats(source),
                    Fields.readInts(source),
                    Fields.readFloats(source),
                    refused);
        }
        int count = source.readInt();
        List<TensorRecord> records = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            records.add(
                    new TensorRecord(
                            source.readLong(),
                            TensorFields.readTensors(source),
                            TensorFields.readTensor(source)));
        }
        return new TensorBlock(instance, partition, fromOffset, nextOffset, records, refused);
    }

    private static void writeHead(Block value, DataOutputView target) throws IOException {
        target.writeUTF(value.instance());
        target.writeInt(value.partition());
        target.writeLong(value.fromOffset());
        target.writeLong(value.nextOffset());
        RefusalFields.writePlaces(value.refused(), target);
    }

    @Override
    public TypeSerializerSnapshot<Block> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Tells a restore which serializer wrote the values. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Block> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
