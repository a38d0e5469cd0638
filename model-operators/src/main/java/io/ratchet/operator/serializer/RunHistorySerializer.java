package io.ratchet.operator.serializer;

import io.ratchet.training.run.Change;
import io.ratchet.training.run.Resumption;
import io.ratchet.training.run.RunHistory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link RunHistory}. */
public final class RunHistorySerializer extends VersionedSerializer<RunHistory> {
    /** The only instance that is needed. */
    public static final RunHistorySerializer INSTANCE = new RunHistorySerializer();

    static final int VERSION = 3;
    private static final int OLDEST = 3;
    private static final long serialVersionUID = 1L;

    private RunHistorySerializer() {
        super("run history", VERSION, OLDEST);
    }

    @Override
    protected void write(RunHistory value, DataOutputView target) throws IOException {
        target.writeLong(value.resumptions());
        target.writeLong(value.omitted());
        target.writeInt(value.entries().size());
        for (Resumption entry : value.entries()) {
            target.writeLong(entry.number());
            target.writeLong(entry.step());
            target.writeLong(entry.timeMillis());
            Fields.writeText(entry.parent(), target);
            target.writeInt(entry.changes().size());
            for (Change change : entry.changes()) {
                Fields.writeText(change.name(), target);
                Fields.writeText(change.before(), target);
                Fields.writeText(change.now(), target);
            }
        }
    }

    @Override
    protected RunHistory read(int writtenVersion, DataInputView source) throws IOException {
        long resumptions = source.readLong();
        long omitted = source.readLong();
        List<Resumption> entries = new ArrayList<>();
        for (int left = source.readInt(); left > 0; left--) {
            entries.add(
                    new Resumption(
                            source.readLong(),
                            source.readLong(),
                            source.readLong(),
                            Fields.readText(source),
                            changes(source)));
        }
        return new RunHistory(resumptions, omitted, entries);
    }

    private static List<Change> changes(DataInputView source) throws IOException {
        List<Change> changes = new ArrayList<>();
        for (int left = source.readInt(); left > 0; left--) {
            changes.add(
                    new Change(
                            Fields.readText(source),
                            Fields.readText(source),
                            Fields.readText(source)));
        }
        return changes;
    }

    @Override
    public TypeSerializerSnapshot<RunHistory> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Tells a restore which serializer wrote the values. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<RunHistory> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
