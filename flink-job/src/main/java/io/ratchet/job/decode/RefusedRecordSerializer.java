package io.ratchet.job.decode;

import io.ratchet.operator.serializer.VersionedSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link RefusedRecord}. */
final class RefusedRecordSerializer extends VersionedSerializer<RefusedRecord> {
    static final RefusedRecordSerializer INSTANCE = new RefusedRecordSerializer();

    private static final int VERSION = 1;
    private static final long serialVersionUID = 1L;

    private RefusedRecordSerializer() {
        super("refused record", VERSION);
    }

    @Override
    protected void write(RefusedRecord value, DataOutputView target) throws IOException {
        target.writeUTF(value.run());
        target.writeInt(value.generation());
        target.writeUTF(value.topic());
        target.writeInt(value.partition());
        target.writeLong(value.offset());
        target.writeUTF(value.reason());
        writeBytes(value.detail().getBytes(StandardCharsets.UTF_8), target);
        target.writeLong(value.length());
        target.writeUTF(value.sha256());
        writeBytes(value.bytes(), target);
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
                new String(readBytes(source), StandardCharsets.UTF_8),
                source.readLong(),
                source.readUTF(),
                readBytes(source),
                source.readLong());
    }

    private static void writeBytes(byte[] bytes, DataOutputView target) throws IOException {
        target.writeInt(bytes.length);
        target.write(bytes);
    }

    private static byte[] readBytes(DataInputView source) throws IOException {
        byte[] bytes = new byte[source.readInt()];
        source.readFully(bytes);
        return bytes;
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
