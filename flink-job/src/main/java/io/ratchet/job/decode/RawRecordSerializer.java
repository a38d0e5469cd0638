package io.ratchet.job.decode;

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
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Serializer of {@link RawRecord}. Decode is chained to its source, so it is used only where
 * somebody has switched chaining off.
 */
public final class RawRecordSerializer extends VersionedSerializer<RawRecord> {
    public static final RawRecordSerializer INSTANCE = new RawRecordSerializer();

    private static final int VERSION = 2;
    private static final int OLDEST = 2;
    private static final long serialVersionUID = 1L;

    private RawRecordSerializer() {
        super("raw record", VERSION, OLDEST);
    }

    @Override
    protected void write(RawRecord value, DataOutputView target) throws IOException {
        target.writeInt(value.partition());
        target.writeLong(value.offset());
        writeBytes(value.key(), target);
        writeBytes(value.value(), target);
        target.writeInt(value.headers().size());
        for (Header header : value.headers()) {
            Fields.writeText(header.key(), target);
            writeBytes(header.value(), target);
        }
    }

    @Override
    protected RawRecord read(int writtenVersion, DataInputView source) throws IOException {
        int partition = source.readInt();
        long offset = source.readLong();
        byte[] key = readBytes(source);
        byte[] value = readBytes(source);
        int count = source.readInt();
        List<Header> headers = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            headers.add(new RecordHeader(Fields.readText(source), readBytes(source)));
        }
        return new RawRecord(partition, offset, key, value, headers);
    }

    private static void writeBytes(byte @Nullable [] bytes, DataOutputView target)
            throws IOException {
        if (bytes == null) {
            target.writeInt(-1);
        } else {
            Fields.writeBytes(ByteBuffer.wrap(bytes), target);
        }
    }

    private static byte @Nullable [] readBytes(DataInputView source) throws IOException {
        int length = source.readInt();
        return length < 0 ? null : Fields.readBytes(length, source);
    }

    @Override
    public TypeSerializerSnapshot<RawRecord> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Tells a restore which serializer wrote the values. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<RawRecord> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
