package io.ratchet.training.batch;

import java.util.List;

/** What the offsets of a block have to be like. */
final class Offsets {
    private Offsets() {}

    /** Refuses places that lie outside of what their block says it is about. */
    static void requireInside(List<RefusedPlace> refused, long from, long next) {
        if (!refused.isEmpty()) {
            requireInside(
                    refused.get(0).offset(), refused.get(refused.size() - 1).offset(), from, next);
        }
    }

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
