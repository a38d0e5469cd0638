package io.ratchet.job.sink;

import io.ratchet.job.track.TrackHeader;
import io.ratchet.job.track.TrackRange;
import io.ratchet.operator.serializer.VersionedSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * The sink's state in a checkpoint.
 *
 * @param topics the output topics, with the ids that tell them from others of their names
 * @param since the offsets before which everything that is committed is accounted for
 * @param expected what was committed before the sink began, and has yet to come again
 * @param prepared the transactions that are not known to be committed, oldest first; what is in
 *     them stands behind those offsets
 */
record SinkState(
        Map<String, Uuid> topics,
        Map<TopicPartition, Long> since,
        Positions expected,
        List<Prepared> prepared) {
    static final VersionedSerializer<SinkState> SERIALIZER = new Serializer();

    /** That of a start without a checkpoint, in a generation that was started before. */
    static final SinkState NOTHING = new SinkState(Map.of(), Map.of(), new Positions(), List.of());

    SinkState {
        topics = Map.copyOf(topics);
        since = Map.copyOf(since);
        prepared = List.copyOf(prepared);
    }

    /**
     * A transaction that is flushed and belongs to a checkpoint.
     *
     * @param id its transactional id
     * @param producerId what the broker knows its producer by
     * @param epoch tells it from earlier and later ones of the id
     * @param content what is in it
     */
    record Prepared(String id, long producerId, short epoch, Positions content) {}

    /** What is in its transactions. */
    Positions owed() {
        Positions owed = new Positions();
        prepared.forEach(transaction -> transaction.content().forEach(owed::add));
        return owed;
    }

    /** Whether anything was written to a topic. */
    boolean isOn(String topic) {
        return since.entrySet().stream()
                        .anyMatch(at -> at.getKey().topic().equals(topic) && at.getValue() > 0)
                || owed().tracks().stream().anyMatch(track -> track.topic().equals(topic));
    }

    private static final class Serializer extends VersionedSerializer<SinkState> {
        private static final int VERSION = 1;
        private static final int OLDEST = 1;
        private static final long serialVersionUID = 1L;

        Serializer() {
            super("state of the sink", VERSION, OLDEST);
        }

        @Override
        protected void write(SinkState state, DataOutputView target) throws IOException {
            target.writeInt(state.topics().size());
            for (Map.Entry<String, Uuid> topic : state.topics().entrySet()) {
                target.writeUTF(topic.getKey());
                target.writeLong(topic.getValue().getMostSignificantBits());
                target.writeLong(topic.getValue().getLeastSignificantBits());
            }
            target.writeInt(state.since().size());
            for (Map.Entry<TopicPartition, Long> offset : state.since().entrySet()) {
                target.writeUTF(offset.getKey().topic());
                target.writeInt(offset.getKey().partition());
                target.writeLong(offset.getValue());
            }
            write(state.expected(), target);
            target.writeInt(state.prepared().size());
            for (Prepared transaction : state.prepared()) {
                target.writeUTF(transaction.id());
                target.writeLong(transaction.producerId());
                target.writeShort(transaction.epoch());
                write(transaction.content(), target);
            }
        }

        private static void write(Positions positions, DataOutputView target) throws IOException {
            List<TrackRange> ranges = new ArrayList<>();
            positions.forEach(ranges::add);
            TrackHeader.write(ranges, target);
        }

        @Override
        protected SinkState read(int writtenVersion, DataInputView source) throws IOException {
            Map<String, Uuid> topics = new HashMap<>();
            for (int left = source.readInt(); left > 0; left--) {
                topics.put(source.readUTF(), new Uuid(source.readLong(), source.readLong()));
            }
            Map<TopicPartition, Long> since = new HashMap<>();
            for (int left = source.readInt(); left > 0; left--) {
                TopicPartition partition = new TopicPartition(source.readUTF(), source.readInt());
                since.put(partition, source.readLong());
            }
            Positions expected = Positions.of(TrackHeader.read(source));
            List<Prepared> prepared = new ArrayList<>();
            for (int left = source.readInt(); left > 0; left--) {
                prepared.add(
                        new Prepared(
                                source.readUTF(),
                                source.readLong(),
                                source.readShort(),
                                Positions.of(TrackHeader.read(source))));
            }
            return new SinkState(topics, since, expected, prepared);
        }

        /** Nobody asks: the state is raw. */
        @Override
        public TypeSerializerSnapshot<SinkState> snapshotConfiguration() {
            throw new UnsupportedOperationException("The state of the sink is raw.");
        }
    }
}
