package io.ratchet.job.record;

import io.ratchet.job.track.TrackRange;
import java.io.Serializable;
import java.util.List;

/**
 * Turns values into records of a topic.
 *
 * @param <T> the type
 */
public interface RecordCodec<T> extends Serializable {
    /** The key that the value is stored under. */
    String key(T value);

    /**
     * The value as JSON, in UTF-8: one record, or, where that is larger than the topic takes,
     * several, which are written one after the other, in one transaction.
     */
    List<byte[]> encode(T value);

    /** Its positions on the tracks of its topic; at least one, and the same ones each time. */
    List<TrackRange> ranges(String topic, T value);
}
