package io.ratchet.job.record;

import io.ratchet.job.decode.RefusedRecord;
import io.ratchet.job.message.Message;
import io.ratchet.job.track.Track;
import io.ratchet.job.track.TrackRange;
import io.ratchet.training.batch.Places;
import java.util.Arrays;
import java.util.List;

/**
 * Refused records on the quarantine topic. What the topic does not take of a record's bytes is left
 * out: {@code kept} of {@code length} bytes stand there.
 */
public final class RefusedRecordCodec implements RecordCodec<RefusedRecord> {
    private static final long serialVersionUID = 1L;

    /** Base64 makes four characters of three bytes. */
    private static final int BYTES = 3;

    private static final int CHARACTERS = 4;

    /** What the number of kept bytes takes beyond that of none. */
    private static final int KEPT_DIGITS = 9;

    private final int recordBytes;

    /**
     * @param recordBytes the bytes that key and value of a record may have together
     */
    public RefusedRecordCodec(int recordBytes) {
        this.recordBytes = recordBytes;
    }

    @Override
    public String key(RefusedRecord value) {
        return value.run();
    }

    @Override
    public List<TrackRange> ranges(String topic, RefusedRecord value) {
        Track track = new Track(topic, value.run(), value.generation(), part(value.partition()));
        return List.of(TrackRange.at(track, value.offset()));
    }

    /** What of a run the refused records of a partition are. */
    public static String part(int partition) {
        return "records/" + partition;
    }

    @Override
    public List<byte[]> encode(RefusedRecord value) {
        int room = RecordParts.room(recordBytes, key(value));
        String detail = value.detail();
        byte[] empty = encode(value, detail, new byte[0]);
        // Half at a time, because a character may take up to six bytes.
        for (int length = detail.length() / 2; empty.length > room; length /= 2) {
            detail = Shortened.text(value.detail(), length);
            empty = encode(value, detail, new byte[0]);
            if (length == 0 && empty.length > room) {
                throw new IllegalArgumentException(
                        Message.of(
                                """
                                What is said of a refused record takes %s bytes without its own, \
                                and its topic takes %s. Raise max.message.bytes of the topic and \
                                start the job again.""",
                                empty.length, room));
            }
        }
        int kept = (room - empty.length - KEPT_DIGITS) / CHARACTERS * BYTES;
        byte[] bytes = value.bytes();
        return List.of(
                encode(
                        value,
                        detail,
                        bytes.length <= kept ? bytes : Arrays.copyOf(bytes, Math.max(0, kept))));
    }

    private static byte[] encode(RefusedRecord value, String detail, byte[] bytes) {
        return JsonRecord.write(
                json -> {
                    json.writeStringField("kind", QuarantineEntry.RECORD);
                    json.writeStringField("run", value.run());
                    json.writeNumberField("generation", value.generation());
                    json.writeStringField("reason", value.reason());
                    json.writeStringField("detail", detail);
                    json.writeStringField("topic", value.topic());
                    PlacesJson.write(
                            json, Places.of(value.partition(), value.offset(), value.offset() + 1));
                    json.writeNumberField("length", value.length());
                    json.writeNumberField("kept", bytes.length);
                    json.writeStringField("sha256", value.sha256());
                    json.writeBinaryField("bytes", bytes);
                    json.writeNumberField("time", value.timeMillis());
                });
    }
}
