package io.ratchet.job.track;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The header by which a record on an output topic tells its tracks: whoever wants to know what is
 * committed need not read values. What has no such header was not written by the job's sink.
 */
public final class TrackHeader {
    /** The header's key. */
    public static final String KEY = "ratchet-tracks";

    private static final int VERSION = 1;

    private TrackHeader() {}

    /** The header's value. */
    public static byte[] encode(List<TrackRange> ranges) {
        try {
            DataOutputSerializer out = new DataOutputSerializer(64);
            out.writeByte(VERSION);
            write(ranges, out);
            return out.getCopyOfBuffer();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot write tracks into memory.", e);
        }
    }

    /** The tracks of a record; nothing if it has no such header that can be read. */
    public static Optional<List<TrackRange>> decode(Headers headers) {
        Header header = headers.lastHeader(KEY);
        byte @Nullable [] value = header == null ? null : header.value();
        if (value == null) {
            return Optional.empty();
        }
        DataInputDeserializer in = new DataInputDeserializer(value);
        try {
            return in.readUnsignedByte() == VERSION ? Optional.of(read(in)) : Optional.empty();
        } catch (IOException | IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    /** Writes ranges into a state. */
    public static void write(List<TrackRange> ranges, DataOutputView out) throws IOException {
        out.writeInt(ranges.size());
        for (TrackRange range : ranges) {
            Track track = range.track();
            out.writeUTF(track.topic());
            out.writeUTF(track.run());
            out.writeInt(track.generation());
            out.writeUTF(track.part());
            out.writeLong(range.from());
            out.writeLong(range.to());
        }
    }

    /** Reads what {@link #write} wrote. */
    public static List<TrackRange> read(DataInputView in) throws IOException {
        List<TrackRange> ranges = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            Track track = new Track(in.readUTF(), in.readUTF(), in.readInt(), in.readUTF());
            ranges.add(new TrackRange(track, in.readLong(), in.readLong()));
        }
        return ranges;
    }
}
