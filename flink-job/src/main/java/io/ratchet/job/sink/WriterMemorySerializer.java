package io.ratchet.job.sink;

import io.ratchet.job.record.Position;
import io.ratchet.job.record.Track;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Writes a writer's state, the connector's part as the connector does.
 *
 * <p>Versions below {@link #VERSION} are the connector's own: what a job has stored before the
 * writer had a memory of its topic.
 */
final class WriterMemorySerializer implements SimpleVersionedSerializer<WriterMemory> {
    static final int VERSION = 1001;
    private static final int FIRST_VERSION = 1001;

    private final SimpleVersionedSerializer<KafkaWriterState> kafka;

    WriterMemorySerializer(SimpleVersionedSerializer<KafkaWriterState> kafka) {
        this.kafka = kafka;
    }

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(WriterMemory memory) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256);
        byte[] connector = kafka.serialize(memory.kafka());
        out.writeInt(kafka.getVersion());
        out.writeInt(connector.length);
        out.write(connector);
        out.writeBoolean(memory.topic().isPresent());
        if (memory.topic().isPresent()) {
            write(memory.topic().get(), out);
        }
        return out.getCopyOfBuffer();
    }

    private static void write(TopicMemory topic, DataOutputSerializer out) throws IOException {
        out.writeInt(topic.tracks().size());
        List<Map.Entry<Track, TopicMemory.Mark>> sorted =
                new ArrayList<>(topic.tracks().entrySet());
        sorted.sort(Comparator.comparing(entry -> entry.getKey().toString()));
        for (Map.Entry<Track, TopicMemory.Mark> entry : sorted) {
            out.writeUTF(entry.getKey().run());
            out.writeInt(entry.getKey().generation());
            out.writeUTF(entry.getKey().part());
            out.writeLong(entry.getValue().position().major());
            out.writeLong(entry.getValue().position().minor());
            out.writeInt(entry.getValue().age());
        }
        out.writeInt(topic.ends().size());
        for (Map<Integer, Long> end : topic.ends()) {
            out.writeInt(end.size());
            for (Map.Entry<Integer, Long> partition : new TreeMap<>(end).entrySet()) {
                out.writeInt(partition.getKey());
                out.writeLong(partition.getValue());
            }
        }
    }

    @Override
    public WriterMemory deserialize(int version, byte[] bytes) throws IOException {
        if (version < FIRST_VERSION) {
            return new WriterMemory(kafka.deserialize(version, bytes), Optional.empty());
        }
        if (version > VERSION) {
            throw new IOException(
                    "Cannot read the state of a sink: unknown version "
                            + version
                            + ", this build reads up to "
                            + VERSION
                            + ". Use the build that wrote it, or a newer one.");
        }
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        int connectorVersion = in.readInt();
        byte[] connector = new byte[in.readInt()];
        in.readFully(connector);
        return new WriterMemory(
                kafka.deserialize(connectorVersion, connector),
                in.readBoolean() ? Optional.of(readTopic(in)) : Optional.empty());
    }

    private static TopicMemory readTopic(DataInputDeserializer in) throws IOException {
        Map<Track, TopicMemory.Mark> tracks = new HashMap<>();
        int trackCount = in.readInt();
        for (int track = 0; track < trackCount; track++) {
            tracks.put(
                    new Track(in.readUTF(), in.readInt(), in.readUTF()),
                    new TopicMemory.Mark(new Position(in.readLong(), in.readLong()), in.readInt()));
        }
        List<Map<Integer, Long>> ends = new ArrayList<>();
        int endCount = in.readInt();
        for (int end = 0; end < endCount; end++) {
            Map<Integer, Long> offsets = new HashMap<>();
            int partitionCount = in.readInt();
            for (int partition = 0; partition < partitionCount; partition++) {
                offsets.put(in.readInt(), in.readLong());
            }
            ends.add(offsets);
        }
        return new TopicMemory(tracks, ends);
    }
}
