package io.ratchet.operator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * How many things are done in a second: what was counted between two readings, over the time
 * between them. Before the second one it is what was counted since it was made.
 *
 * <p><b>Threading</b>: any thread counts, and any reads.
 */
final class RecentRate {
    /** Who reads more often sees the same interval. */
    private static final long APART_NANOS = 1_000_000_000;

    /** A reading that is older is of no use once there is a later one as old as this. */
    private static final long WINDOW_NANOS = 5_000_000_000L;

    private final LongSupplier nanoTime;
    private final LongAdder count = new LongAdder();
    private final Deque<Reading> readings = new ArrayDeque<>();

    private record Reading(long nanos, long count) {}

    RecentRate(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        readings.add(new Reading(nanoTime.getAsLong(), 0));
    }

    void add(long number) {
        count.add(number);
    }

    long count() {
        return count.sum();
    }

    /** Per second; 0 where nothing was counted, and at the moment in which it was made. */
    synchronized double perSecond() {
        Reading now = new Reading(nanoTime.getAsLong(), count.sum());
        while (readings.size() > 1 && isBehindWindow(now)) {
            readings.removeFirst();
        }
        Reading before = readings.getFirst();
        if (now.nanos() - readings.getLast().nanos() >= APART_NANOS) {
            readings.addLast(now);
        }
        long nanos = now.nanos() - before.nanos();
        return nanos <= 0 ? 0 : (now.count() - before.count()) * 1e9 / nanos;
    }

    /** Whether the second oldest reading is far enough away to be compared with. */
    private boolean isBehindWindow(Reading now) {
        Reading oldest = readings.removeFirst();
        boolean behind = now.nanos() - readings.getFirst().nanos() >= WINDOW_NANOS;
        readings.addFirst(oldest);
        return behind;
    }
}
