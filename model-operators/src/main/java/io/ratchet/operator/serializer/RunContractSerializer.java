package io.ratchet.operator.serializer;

import io.ratchet.training.run.RunContract;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link RunContract}. */
public final class RunContractSerializer extends VersionedSerializer<RunContract> {
    /** The only instance that is needed. */
    public static final RunContractSerializer INSTANCE = new RunContractSerializer();

    static final int VERSION = 3;
    private static final int OLDEST = 3;
    private static final long serialVersionUID = 1L;

    private RunContractSerializer() {
        super("run contract", VERSION, OLDEST);
    }

    @Override
    protected void write(RunContract value, DataOutputView target) throws IOException {
        TextMapSerializer.INSTANCE.serialize(value.fixed(), target);
        TextMapSerializer.INSTANCE.serialize(value.changeable(), target);
    }

    @Override
    protected RunContract read(int writtenVersion, DataInputView source) throws IOException {
        return new RunContract(
                TextMapSerializer.INSTANCE.deserialize(source),
                TextMapSerializer.INSTANCE.deserialize(source));
    }

    @Override
    public TypeSerializerSnapshot<RunContract> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Tells a restore which serializer wrote the values. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<RunContract> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
