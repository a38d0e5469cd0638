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

    static final int VERSION = 4;
    private static final int OLDEST = 4;
    private static final int TRAIN = 1;
    private static final int END = 2;
    private static final int PUBLISH = 3;
    private static final int REFUSE = 4;
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
            RefusalFields.writeCounts(train.batch().refused(), target);
        } else if (value instanceof Pending.Refuse refuse) {
            target.writeByte(REFUSE);
            RefusalFields.writeCounts(refuse.refused(), target);
        } else if (value instanceof Pending.End end) {
            target.writeByte(END);
            RefusalFields.writeCounts(end.refused(), target);
        } else if (value instanceof Pending.Publish) {
            target.writeByte(PUBLISH);
        } else {
            throw new IllegalStateException("No form for the pending work " + value + ".");
        }
    }

    @Override
    protected Pending read(int writtenVersion, DataInputView source) throws IOException {

        int kind = source.readByte();
        return switch (kind) {
            case TRAIN ->
                    new Pending.Train(
                            new Batch(
                                    TensorFields.readTensors(source),
                                    TensorFields.readTensor(source),
                                    TensorFields.readPlaces(source),
                                    RefusalFields.readCounts(source)));
            case REFUSE -> new Pending.Refuse(RefusalFields.readCounts(source));
            case END -> new Pending.End(RefusalFields.readCounts(source));
            case PUBLISH -> new Pending.Publish();
            default -> throw new IOException("Pending work of the unknown kind " + kind + ".");
        };
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
