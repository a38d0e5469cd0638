package io.ratchet.operator.failure;

import java.util.HashMap;
import java.util.Map;

/**
 * How often, and since when, a job has failed with each row of the table.
 *
 * <p>Attempts alone say little: those of a failure that comes at once are over in milliseconds, and
 * nobody has put anything right by then. <b>Threading</b>: one thread.
 */
final class CaseCounts {
    private final Map<String, Count> byName = new HashMap<>();

    private record Count(int attempts, long firstNanos) {}

    /** Another attempt has failed so; whether that is often enough, and for long enough. */
    boolean add(FailureCase row, long nowNanos) {
        Count count =
                byName.merge(
                        row.name(),
                        new Count(1, nowNanos),
                        (before, one) -> new Count(before.attempts + 1, before.firstNanos));
        return count.attempts >= row.attempts()
                && nowNanos - count.firstNanos >= row.lasting().toNanos();
    }

    void clear() {
        byName.clear();
    }
}
