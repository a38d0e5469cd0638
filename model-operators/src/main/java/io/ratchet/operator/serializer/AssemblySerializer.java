package io.ratchet.operator.serializer;

import io.ratchet.training.batch.AssemblyState;
import io.ratchet.training.batch.Block;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link AssemblyState}. */
public final class AssemblySerializer extends VersionedSerializer<AssemblyState> {
    /** The only instance that is needed. */
    public static final AssemblySerializer INSTANCE = new AssemblySerializer();

    static final int VERSION = 4;
    private static final int OLDEST = 4;
    private static final long serialVersionUID = 1L;

    private AssemblySerializer() {
        super("batch assembly", VERSION, OLDEST);
    }

    @Override
    protected void write(AssemblyState value, DataOutputView target) throws IOException {

        target.writeInt(value.turn());
        target.writeInt(value.positions().size());
        for (long position : value.positions()) {
            target.writeLong(position);
        }
        writeBlocks(value.partial(), target);
        writeBlocks(value.ahead(), target);
        RefusalFields.writeRefused(value.refused(), target);
    }

    @Override
    protected AssemblyState read(int writtenVersion, DataInputView source) throws IOException {

        int turn = source.readInt();
        int count = source.readInt();
        List<Long> positions = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            positions.add(source.readLong());
        }
        return new AssemblyState(
                turn,
                positions,
                readBlocks(source),
                readBlocks(source),
                RefusalFields.readRefused(source));
    }

    private static void writeBlocks(List<Block> blocks, DataOutputView target) throws IOException {
        target.writeInt(blocks.size());
        for (Block block : blocks) {
            BlockSerializer.INSTANCE.serialize(block, target);
        }
    }

    private static List<Block> readBlocks(DataInputView source) throws IOException {
        int count = source.readInt();
        List<Block> blocks = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            blocks.add(BlockSerializer.INSTANCE.deserialize(source));
        }
        return blocks;
    }

    @Override
    public TypeSerializerSnapshot<AssemblyState> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Tells a restore which serializer wrote the values. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<AssemblyState> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
