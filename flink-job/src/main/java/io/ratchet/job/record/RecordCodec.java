package io.ratchet.job.record;

import java.io.Serializable;

/**
 * Turns values into records of a topic.
 *
 * @param <T> the type
 */
public interface RecordCodec<T> extends Serializable {
    /** The key that the value is stored under. */
    String key(T value);

    /** The value as JSON, in UTF-8. */
    byte[] encode(T value);
}
