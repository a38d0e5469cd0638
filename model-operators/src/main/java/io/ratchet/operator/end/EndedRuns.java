package io.ratchet.operator.end;

import io.ratchet.operator.serializer.CheckedSerializer;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Which runs of a job have ended in a checkpoint, and where they stand, for whoever plans a start,
 * without a task. TRAIN's side in the job manager has it as its state, with the runs that are not
 * configured now; but that is taken when a checkpoint begins. So TRAIN's tasks have it too, of
 * their own runs: one that ends ahead of the barrier has ended in the checkpoint.
 *
 * @param positions by run and partition the offset behind everything that was taken in
 */
public record EndedRuns(SortedMap<String, Map<Integer, Long>> positions) {
    /** No run has ended. */
    public static final EndedRuns NONE = new EndedRuns(new TreeMap<>());

    private static final CheckedSerializer<EndedRuns> SERIALIZER =
            new CheckedSerializer<>("ended runs", new Serializer());

    /** Tells the bytes from those of other operators. */
    private static final long MAGIC = 0x526174456e646564L;

    public EndedRuns {
        positions = Collections.unmodifiableSortedMap(new TreeMap<>(positions));
    }

    /** Those that are not among some runs. */
    public EndedRuns without(Set<String> runs) {
        SortedMap<String, Map<Integer, Long>> others = new TreeMap<>(positions);
        others.keySet().removeAll(runs);
        return new EndedRuns(others);
    }

    /** These, and one more. */
    public EndedRuns and(RunEndEvent end) {
        SortedMap<String, Map<Integer, Long>> all = new TreeMap<>(positions);
        all.put(end.run(), end.positions());
        return new EndedRuns(all);
    }

    /** These and others; of a run that is in both, what is said here. */
    public EndedRuns and(EndedRuns others) {
        SortedMap<String, Map<Integer, Long>> all = new TreeMap<>(others.positions);
        all.putAll(positions);
        return new EndedRuns(all);
    }

    /** The bytes that a checkpoint holds. */
    public byte[] encode() {
        try {
            DataOutputSerializer out = new DataOutputSerializer(256);
            out.writeLong(MAGIC);
            out.write(SimpleVersionedSerialization.writeVersionAndSerialize(SERIALIZER, this));
            return out.getCopyOfBuffer();
        } catch (IOException impossible) {
            throw new IllegalStateException("Cannot write into memory.", impossible);
        }
    }

    /**
     * Reads what a checkpoint holds of an operator's side in the job manager, or of a task.
     *
     * @return nothing where it is another operator's
     * @throws IOException if it is TRAIN's, and damaged
     */
    public static Optional<EndedRuns> decode(byte[] state) throws IOException {
        if (state.length < Long.BYTES || new DataInputDeserializer(state).readLong() != MAGIC) {
            return Optional.empty();
        }
        byte[] content = new byte[state.length - Long.BYTES];
        System.arraycopy(state, Long.BYTES, content, 0, content.length);
        return Optional.of(
                SimpleVersionedSerialization.readVersionAndDeSerialize(SERIALIZER, content));
    }

    /** What stands inside of the checksum. */
    private static final class Serializer implements SimpleVersionedSerializer<EndedRuns> {
        private static final int VERSION = 1;

        @Override
        public int getVersion() {
            return VERSION;
        }

        @Override
        public byte[] serialize(EndedRuns value) throws IOException {
            DataOutputSerializer out = new DataOutputSerializer(256);
            out.writeInt(value.positions().size());
            for (Map.Entry<String, Map<Integer, Long>> run : value.positions().entrySet()) {
                out.writeUTF(run.getKey());
                out.writeInt(run.getValue().size());
                for (Map.Entry<Integer, Long> position : new TreeMap<>(run.getValue()).entrySet()) {
                    out.writeInt(position.getKey());
                    out.writeLong(position.getValue());
                }
            }
            return out.getCopyOfBuffer();
        }

        @Override
        public EndedRuns deserialize(int version, byte[] serialized) throws IOException {
            if (version != VERSION) {
                throw new IOException(
                        "Ended runs have version "
                                + version
                                + "; this build reads "
                                + VERSION
                                + ".");
            }
            DataInputDeserializer in = new DataInputDeserializer(serialized);
            SortedMap<String, Map<Integer, Long>> runs = new TreeMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                String run = in.readUTF();
                Map<Integer, Long> positions = new HashMap<>();
                for (int partitions = in.readInt(); partitions > 0; partitions--) {
                    positions.put(in.readInt(), in.readLong());
                }
                runs.put(run, positions);
            }
            return new EndedRuns(runs);
        }
    }
}
