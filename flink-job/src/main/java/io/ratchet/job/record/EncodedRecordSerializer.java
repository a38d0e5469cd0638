package io.ratchet.job.record;

import io.ratchet.operator.serializer.VersionedSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link EncodedRecord}. */
final class EncodedRecordSerializer extends VersionedSerializer<EncodedRecord> {
    static final EncodedRecordSerializer INSTANCE = new EncodedRecordSerializer();

    private static final int VERSION = 1;
    private static final long serialVersionUID = 1L;

    private EncodedRecordSerializer() {
        super("encoded record", VERSION);
    }

    @Override
    protected void write(EncodedRecord value, DataOutputView target) throws IOException {
        target.writeUTF(value.key());
        target.writeInt(value.value().length);
        target.write(value.value());
    }

    @Override
    protected EncodedRecord read(int writtenVersion, DataInputView source) throws IOException {
        String key = source.readUTF();
        byte[] value = new byte[source.readInt()];
        source.readFully(value);
        return new EncodedRecord(key, value);
    }

    @Override
    public TypeSerializerSnapshot<EncodedRecord> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Tells a restore which serializer wrote the values. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<EncodedRecord> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
