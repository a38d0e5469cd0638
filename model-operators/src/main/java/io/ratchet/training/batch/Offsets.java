package io.ratchet.training.batch;

/** What the offsets of a block have to be like. */
final class Offsets {
    private Offsets() {}

    /** Refuses records that lie outside of what their block says it is about. */
    static void requireInside(long first, long last, long from, long next) {
        if (first < from || last < first || last >= next) {
            throw new IllegalArgumentException(
                    "A block of the offsets from "
                            + from
                            + " to "
                            + next
                            + " holds records from "
                            + first
                            + " to "
                            + last
                            + ".");
        }
    }
}
