package io.ratchet.job.record;

import java.io.Serializable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells where values of an output topic stand on their tracks, before they are written and as they
 * are read again. Along a track positions only grow, so that the last one that is committed says
 * which values are.
 *
 * @param <T> the type of the values
 */
public interface TopicOrder<T> extends Serializable {
    /** Hands over every track that a value moves on, with its position there; at least one. */
    void ofValue(T value, BiConsumer<Track, Position> taker);

    /** Whether records of this key are values of it; a topic may hold others beside them. */
    default boolean isOf(byte @Nullable [] key) {
        return true;
    }

    /**
     * Hands over the same for a committed record.
     *
     * @throws UnreadableRecordException if it cannot be read
     */
    void ofRecord(byte[] record, BiConsumer<Track, Position> taker);
}
