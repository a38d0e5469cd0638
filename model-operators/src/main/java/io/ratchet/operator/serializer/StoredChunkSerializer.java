package io.ratchet.operator.serializer;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link StoredChunk}. */
public final class StoredChunkSerializer extends VersionedSerializer<StoredChunk> {
    /** The only instance that is needed. */
    public static final StoredChunkSerializer INSTANCE = new StoredChunkSerializer();

    static final int VERSION = 1;
    private static final long serialVersionUID = 1L;

    private StoredChunkSerializer() {
        super("chunk", VERSION);
    }

    @Override
    protected void write(StoredChunk value, DataOutputView target) throws IOException {

        target.writeInt(value.crc32c());
        target.writeInt(value.bytes().length);
        target.write(value.bytes());
    }

    @Override
    protected StoredChunk read(int writtenVersion, DataInputView source) throws IOException {

        return new StoredChunk(source.readInt(), Fields.readBytes(source));
    }

    @Override
    public TypeSerializerSnapshot<StoredChunk> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Tells a restore which serializer wrote the values. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<StoredChunk> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
