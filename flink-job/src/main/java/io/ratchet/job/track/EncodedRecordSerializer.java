package io.ratchet.job.track;

import io.ratchet.operator.serializer.Fields;
import io.ratchet.operator.serializer.VersionedSerializer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link EncodedRecord}. */
final class EncodedRecordSerializer extends VersionedSerializer<EncodedRecord> {
    static final EncodedRecordSerializer INSTANCE = new EncodedRecordSerializer();

    private static final int VERSION = 3;
    private static final int OLDEST = 3;
    private static final long serialVersionUID = 1L;

    private EncodedRecordSerializer() {
        super("encoded record", VERSION, OLDEST);
    }

    @Override
    protected void write(EncodedRecord value, DataOutputView target) throws IOException {
        target.writeUTF(value.topic());
        target.writeUTF(value.key());
        target.writeInt(value.values().size());
        for (byte[] part : value.values()) {
            Fields.writeBytes(ByteBuffer.wrap(part), target);
        }
        TrackHeader.write(value.ranges(), target);
    }

    @Override
    protected EncodedRecord read(int writtenVersion, DataInputView source) throws IOException {
        String topic = source.readUTF();
        String key = source.readUTF();
        int count = source.readInt();
        List<byte[]> values = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            values.add(Fields.readBytes(source));
        }
        return new EncodedRecord(topic, key, values, TrackHeader.read(source));
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
