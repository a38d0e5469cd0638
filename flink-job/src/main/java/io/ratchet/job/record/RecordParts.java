package io.ratchet.job.record;

import io.ratchet.job.message.Message;
import io.ratchet.training.batch.Places;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes records of a value with places: one, or, where that is too large, several. */
final class RecordParts {
    private RecordParts() {}

    /** The bytes that a value may have beside its key. */
    static int room(int recordBytes, String key) {
        return recordBytes - key.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Makes the record of one part. */
    @FunctionalInterface
    interface PartEncoder {
        byte[] encode(Places places, Part part);
    }

    /**
     * Encodes a value.
     *
     * @param places the value's places
     * @param room the bytes that a record may have
     * @param encoder makes each record
     * @return the records, in the order of their places
     * @throws IllegalArgumentException if all but the places is too large already
     */
    static List<byte[]> of(Places places, int room, PartEncoder encoder) {
        byte[] whole = encoder.encode(places, Part.WHOLE);
        if (whole.length <= room) {
            return List.of(whole);
        }
        List<Places> parts = new ArrayList<>();
        split(places, room, encoder, parts);
        List<byte[]> records = new ArrayList<>();
        for (Places part : parts) {
            records.add(encoder.encode(part, new Part(records.size() + 1, parts.size())));
        }
        return records;
    }

    private static void split(Places places, int room, PartEncoder encoder, List<Places> into) {
        int length = encoder.encode(places, Part.WIDEST).length;
        if (length <= room) {
            into.add(places);
        } else if (places.rangeCount() < 2) {
            throw new IllegalArgumentException(
                    Message.of(
                            """
                            A record of %s bytes with a single range of offsets does not fit into \
                            the %s that its topic takes, and cannot be split. Raise \
                            max.message.bytes of the topic and start the job again.""",
                            length, room));
        } else {
            for (Places half : places.halves()) {
                split(half, room, encoder, into);
            }
        }
    }
}
