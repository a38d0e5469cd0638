package io.ratchet.operator.serializer;

import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of a sorted map of texts, such as what of a process may change the bits. */
public final class TextMapSerializer extends VersionedSerializer<SortedMap<String, String>> {
    /** The only instance that is needed. */
    public static final TextMapSerializer INSTANCE = new TextMapSerializer();

    static final int VERSION = 3;
    private static final int OLDEST = 3;
    private static final long serialVersionUID = 1L;

    private TextMapSerializer() {
        super("text map", VERSION, OLDEST);
    }

    @Override
    protected void write(SortedMap<String, String> value, DataOutputView target)
            throws IOException {
        target.writeInt(value.size());
        for (Map.Entry<String, String> entry : value.entrySet()) {
            Fields.writeText(entry.getKey(), target);
            Fields.writeText(entry.getValue(), target);
        }
    }

    @Override
    protected SortedMap<String, String> read(int writtenVersion, DataInputView source)
            throws IOException {
        int count = source.readInt();
        SortedMap<String, String> map = new TreeMap<>();
        for (int index = 0; index < count; index++) {
            String key = Fields.readText(source);
            map.put(key, Fields.readText(source));
        }
        return Collections.unmodifiableSortedMap(map);
    }

    @Override
    public TypeSerializerSnapshot<SortedMap<String, String>> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Tells a restore which serializer wrote the values. */
    public static final class Snapshot
            extends SimpleTypeSerializerSnapshot<SortedMap<String, String>> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
