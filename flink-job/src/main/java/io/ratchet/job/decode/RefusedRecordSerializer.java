package io.ratchet.job.decode;

import io.ratchet.operator.serializer.Fields;
import io.ratchet.operator.serializer.VersionedSerializer;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Serializer of {@link RefusedRecord}. A refused record is in no state, but on its way to the sink
 * it may be stored with an unaligned checkpoint. Version 1 had no checksum.
 */
final class RefusedRecordSerializer extends VersionedSerializer<RefusedRecord> {
    static final RefusedRecordSerializer INSTANCE = new RefusedRecordSerializer();

    static final int VERSION = 2;
    private static final int OLDEST = 1;
    private static final int FIRST_CHECKED = 2;
    private static final long serialVersionUID = 1L;

    private RefusedRecordSerializer() {
        super("refused record", VERSION, OLDEST, FIRST_CHECKED);
    }

    @Override
    protected void write(RefusedRecord value, DataOutputView target) throws IOException {
        target.writeUTF(value.run());
        target.writeInt(value.generation());
        target.writeUTF(value.topic());
        target.writeInt(value.partition());
        target.writeLong(value.offset());
        target.writeUTF(value.reason());
        Fields.writeText(value.detail(), target);
        target.writeLong(value.length());
        target.writeUTF(value.sha256());
        Fields.writeBytes(ByteBuffer.wrap(value.bytes()), target);
        target.writeLong(value.timeMillis());
    }

    @Override
    protected RefusedRecord read(int writtenVersion, DataInputView source) throws IOException {
        return new RefusedRecord(
                source.readUTF(),
                source.readInt(),
                source.readUTF(),
                source.readInt(),
                source.readLong(),
                source.readUTF(),
                Fields.readText(source),
                source.readLong(),
                source.readUTF(),
                Fields.readBytes(source),
                source.readLong());
    }

    @Override
    public TypeSerializerSnapshot<RefusedRecord> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Tells a restore which serializer wrote the values. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<RefusedRecord> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
