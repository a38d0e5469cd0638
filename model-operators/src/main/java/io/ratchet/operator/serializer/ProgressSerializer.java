package io.ratchet.operator.serializer;

import io.ratchet.training.run.PrequentialAuc;
import io.ratchet.training.run.Progress;
import io.ratchet.training.run.RunStatus;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link Progress}. */
public final class ProgressSerializer extends VersionedSerializer<Progress> {
    /** The only instance that is needed. */
    public static final ProgressSerializer INSTANCE = new ProgressSerializer();

    static final int VERSION = 3;
    private static final int OLDEST = 3;
    private static final long serialVersionUID = 1L;

    private ProgressSerializer() {
        super("progress", VERSION, OLDEST);
    }

    @Override
    protected void write(Progress value, DataOutputView target) throws IOException {

        target.writeUTF(value.status().code());
        target.writeLong(value.step());
        target.writeLong(value.samples());
        target.writeDouble(value.lossSum());
        target.writeDouble(value.lossAverage());
        target.writeLong(value.refusedBatches());
        target.writeInt(value.refusedInRow());
        RefusalFields.writeParticipation(value.records(), target);
        Fields.writeLongs(value.auc().positives(), target);
        Fields.writeLongs(value.auc().negatives(), target);
    }

    @Override
    protected Progress read(int writtenVersion, DataInputView source) throws IOException {

        return new Progress(
                RunStatus.ofCode(source.readUTF()),
                source.readLong(),
                source.readLong(),
                source.readDouble(),
                source.readDouble(),
                source.readLong(),
                source.readInt(),
                RefusalFields.readParticipation(source),
                new PrequentialAuc(Fields.readLongs(source), Fields.readLongs(source)));
    }

    @Override
    public TypeSerializerSnapshot<Progress> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Tells a restore which serializer wrote the values. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Progress> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
