package io.ratchet.drill.measure;

/**
 * How fast the first new step is to come after a fault.
 *
 * @param share of all repeats that are to reach it, such as 0.95
 * @param seconds at most
 */
public record Goal(double share, double seconds) {
    /** For the middle one of all repeats. */
    public static Goal median(double seconds) {
        return new Goal(0.5, seconds);
    }

    /** For all but one of twenty repeats. */
    public static Goal nearlyAll(double seconds) {
        return new Goal(0.95, seconds);
    }
}
