package io.ratchet.operator.serializer;

import io.ratchet.operator.result.StepRecord;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link StepRecord}. */
public final class StepRecordSerializer extends VersionedSerializer<StepRecord> {
    /** The only instance that is needed. */
    public static final StepRecordSerializer INSTANCE = new StepRecordSerializer();

    static final int VERSION = 3;
    private static final int OLDEST = 3;
    private static final long serialVersionUID = 1L;

    private StepRecordSerializer() {
        super("step record", VERSION, OLDEST);
    }

    @Override
    protected void write(StepRecord value, DataOutputView target) throws IOException {

        target.writeUTF(value.run());
        target.writeUTF(value.instance());
        target.writeInt(value.generation());
        target.writeLong(value.step());
        target.writeFloat(value.loss());
        target.writeDouble(value.lossAverage());
        target.writeDouble(value.gradientNorm());
        target.writeDouble(value.learningRate());
        target.writeInt(value.sampleCount());
        target.writeLong(value.samples());
        target.writeDouble(value.auc());
        TensorFields.writePlaces(value.places(), target);
        target.writeLong(value.timeMillis());
    }

    @Override
    protected StepRecord read(int writtenVersion, DataInputView source) throws IOException {

        return new StepRecord(
                source.readUTF(),
                source.readUTF(),
                source.readInt(),
                source.readLong(),
                source.readFloat(),
                source.readDouble(),
                source.readDouble(),
                source.readDouble(),
                source.readInt(),
                source.readLong(),
                source.readDouble(),
                TensorFields.readPlaces(source),
                source.readLong());
    }

    @Override
    public TypeSerializerSnapshot<StepRecord> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Tells a restore which serializer wrote the values. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<StepRecord> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
