package io.ratchet.operator.serializer;

import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.run.RunStatus;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link RunStateRecord}. */
public final class RunStateSerializer extends VersionedSerializer<RunStateRecord> {
    /** The only instance that is needed. */
    public static final RunStateSerializer INSTANCE = new RunStateSerializer();

    static final int VERSION = 4;
    private static final int OLDEST = 4;
    private static final long serialVersionUID = 1L;

    private RunStateSerializer() {
        super("run state", VERSION, OLDEST);
    }

    @Override
    protected void write(RunStateRecord value, DataOutputView target) throws IOException {
        target.writeUTF(value.run());
        target.writeUTF(value.instance());
        target.writeInt(value.generation());
        target.writeUTF(value.status().code());
        target.writeLong(value.step());
        target.writeLong(value.samples());
        target.writeDouble(value.lossAverage());
        target.writeDouble(value.auc());
        target.writeLong(value.refusedBatches());
        target.writeLong(value.trainedRecords());
        RefusalFields.writeCounts(value.refused(), target);
        target.writeLong(value.waitingRecords());
        target.writeInt(value.ends());
        target.writeUTF(value.sha256());
        target.writeLong(value.timeMillis());
        RunHistorySerializer.INSTANCE.serialize(value.history(), target);
    }

    @Override
    protected RunStateRecord read(int writtenVersion, DataInputView source) throws IOException {
        return new RunStateRecord(
                source.readUTF(),
                source.readUTF(),
                source.readInt(),
                RunStatus.ofCode(source.readUTF()),
                source.readLong(),
                source.readLong(),
                source.readDouble(),
                source.readDouble(),
                source.readLong(),
                source.readLong(),
                RefusalFields.readCounts(source),
                source.readLong(),
                source.readInt(),
                source.readUTF(),
                source.readLong(),
                RunHistorySerializer.INSTANCE.deserialize(source));
    }

    @Override
    public TypeSerializerSnapshot<RunStateRecord> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Tells a restore which serializer wrote the values. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<RunStateRecord> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
