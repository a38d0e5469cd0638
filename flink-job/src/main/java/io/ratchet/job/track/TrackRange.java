package io.ratchet.job.track;

import io.ratchet.job.message.Message;

/**
 * The positions that a value takes up on a track. A value that is computed again takes up the same
 * ones, so that they tell whether it has been committed.
 *
 * <p>A step takes up one position, and so does what was refused. A state takes up all positions up
 * to its own: it makes earlier ones needless.
 *
 * @param track the track
 * @param from the first position
 * @param to the position behind the last, which is the value's own
 */
public record TrackRange(Track track, long from, long to) {
    public TrackRange {
        if (from < 0 || from >= to) {
            throw new IllegalArgumentException(
                    Message.of(
                            """
                            A value on %s takes up positions %s to %s: it needs at least one, from \
                            0 on.""",
                            track, from, to));
        }
    }

    /** A single position. */
    public static TrackRange at(Track track, long position) {
        return new TrackRange(track, position, position + 1);
    }
}
