package io.ratchet.operator.serializer;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link PackedInstance}. */
public final class PackedInstanceSerializer extends VersionedSerializer<PackedInstance> {
    /** The only instance that is needed. */
    public static final PackedInstanceSerializer INSTANCE = new PackedInstanceSerializer();

    static final int VERSION = 4;
    private static final int OLDEST = 4;
    private static final long serialVersionUID = 1L;

    private PackedInstanceSerializer() {
        super("packed instance", VERSION, OLDEST);
    }

    @Override
    protected void write(PackedInstance value, DataOutputView target) throws IOException {
        target.writeLong(value.identity());
        target.writeLong(value.settings());
        ProgressSerializer.INSTANCE.serialize(value.progress(), target);
        AssemblySerializer.INSTANCE.serialize(value.assembly(), target);
        StoredChunkSerializer.INSTANCE.serialize(value.tensors(), target);
    }

    @Override
    protected PackedInstance read(int writtenVersion, DataInputView source) throws IOException {
        return new PackedInstance(
                source.readLong(),
                source.readLong(),
                ProgressSerializer.INSTANCE.deserialize(source),
                AssemblySerializer.INSTANCE.deserialize(source),
                StoredChunkSerializer.INSTANCE.deserialize(source));
    }

    @Override
    public TypeSerializerSnapshot<PackedInstance> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Tells a restore which serializer wrote the values. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<PackedInstance> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
