package io.ratchet.operator.serializer;

import io.ratchet.operator.result.PoisonedBatch;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link PoisonedBatch}. */
public final class PoisonedBatchSerializer extends VersionedSerializer<PoisonedBatch> {
    /** The only instance that is needed. */
    public static final PoisonedBatchSerializer INSTANCE = new PoisonedBatchSerializer();

    static final int VERSION = 3;
    private static final int OLDEST = 3;
    private static final long serialVersionUID = 1L;

    private PoisonedBatchSerializer() {
        super("poisoned batch", VERSION, OLDEST);
    }

    @Override
    protected void write(PoisonedBatch value, DataOutputView target) throws IOException {

        target.writeUTF(value.run());
        target.writeUTF(value.instance());
        target.writeInt(value.generation());
        target.writeLong(value.attemptedStep());
        target.writeUTF(value.reason());
        Fields.writeText(value.detail(), target);
        TensorFields.writePlaces(value.places(), target);
        target.writeLong(value.timeMillis());
    }

    @Override
    protected PoisonedBatch read(int writtenVersion, DataInputView source) throws IOException {

        return new PoisonedBatch(
                source.readUTF(),
                source.readUTF(),
                source.readInt(),
                source.readLong(),
                source.readUTF(),
                Fields.readText(source),
                TensorFields.readPlaces(source),
                source.readLong());
    }

    @Override
    public TypeSerializerSnapshot<PoisonedBatch> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Tells a restore which serializer wrote the values. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<PoisonedBatch> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
