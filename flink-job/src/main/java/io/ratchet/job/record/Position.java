package io.ratchet.job.record;

/**
 * How far a track has come. Every step of a run has one position, in every life of its job, because
 * a step that is computed again is the same step.
 *
 * @param major a step or an offset
 * @param minor tells positions of one step apart
 */
public record Position(long major, long minor) implements Comparable<Position> {
    /** A position that its step or offset tells alone. */
    public static Position of(long major) {
        return new Position(major, 0);
    }

    @Override
    public int compareTo(Position other) {
        return major != other.major
                ? Long.compare(major, other.major)
                : Long.compare(minor, other.minor);
    }
}
