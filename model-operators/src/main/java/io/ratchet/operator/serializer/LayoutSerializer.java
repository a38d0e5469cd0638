package io.ratchet.operator.serializer;

import io.ratchet.tensor.TensorType;
import io.ratchet.training.stored.Layout;
import io.ratchet.training.stored.TensorLayout;
import io.ratchet.training.stored.TensorRole;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link Layout}. */
public final class LayoutSerializer extends VersionedSerializer<Layout> {
    /** The only instance that is needed. */
    public static final LayoutSerializer INSTANCE = new LayoutSerializer();

    static final int VERSION = 2;
    private static final int OLDEST = 2;
    private static final long serialVersionUID = 1L;

    private LayoutSerializer() {
        super("layout", VERSION, OLDEST);
    }

    @Override
    protected void write(Layout value, DataOutputView target) throws IOException {

        target.writeInt(value.chunkBytes());
        target.writeInt(value.tensors().size());
        for (TensorLayout tensor : value.tensors()) {
            target.writeUTF(tensor.name());
            target.writeUTF(tensor.role().code());
            target.writeUTF(tensor.type().code());
            TensorFields.writeShape(tensor.shape(), target);
        }
    }

    @Override
    protected Layout read(int writtenVersion, DataInputView source) throws IOException {

        int chunkBytes = source.readInt();
        int count = source.readInt();
        List<TensorLayout> tensors = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            tensors.add(
                    new TensorLayout(
                            source.readUTF(),
                            TensorRole.ofCode(source.readUTF()),
                            TensorType.trainedOfCode(source.readUTF()),
                            TensorFields.readShape(source)));
        }
        return new Layout(tensors, chunkBytes);
    }

    @Override
    public TypeSerializerSnapshot<Layout> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Tells a restore which serializer wrote the values. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Layout> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
