package io.ratchet.operator.serializer;

import io.ratchet.training.batch.Batch;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link Pending} work. */
public final class PendingSerializer extends VersionedSerializer<Pending> {
    /** The only instance that is needed. */
    public static final PendingSerializer INSTANCE = new PendingSerializer();

    static final int VERSION = 3;
    private static final int OLDEST = 3;
    private static final int TRAIN = 1;
    private static final int END = 2;
    private static final int PUBLISH = 3;
    private static final long serialVersionUID = 1L;

    private PendingSerializer() {
        super("pending work", VERSION, OLDEST);
    }

    @Override
    protected void write(Pending value, DataOutputView target) throws IOException {

        if (value instanceof Pending.Train train) {
            target.writeByte(TRAIN);
            TensorFields.writeTensors(train.batch().features(), target);
            TensorFields.writeTensor(train.batch().label(), target);
            TensorFields.writePlaces(train.batch().places(), target);
        } else {
            target.writeByte(value instanceof Pending.End ? END : PUBLISH);
        }
    }

    @Override
    protected Pending read(int writtenVersion, DataInputView source) throws IOException {

        int kind = source.readByte();
        if (kind == TRAIN) {
            return new Pending.Train(
                    new Batch(
                            TensorFields.readTensors(source),
                            TensorFields.readTensor(source),
                            TensorFields.readPlaces(source)));
        }
        return kind == END ? new Pending.End() : new Pending.Publish();
    }

    @Override
    public TypeSerializerSnapshot<Pending> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Tells a restore which serializer wrote the values. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Pending> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
