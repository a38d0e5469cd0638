package io.ratchet.operator.failure;

import java.time.Duration;

/**
 * The pauses before a job starts again: none at first, and then longer and longer. They are waited
 * for by the tasks, because the one strategy of Flink's whose delays grow reckons with the wall
 * clock, and waits for as long as that has jumped back.
 */
final class RestartDelays {
    private static final Duration FIRST = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int DOUBLED_AT_MOST = 11;

    private RestartDelays() {}

    /** Before a restart, the so manieth without progress. */
    static Duration after(int restarts) {
        if (restarts < 2) {
            return Duration.ZERO;
        }
        Duration delay = FIRST.multipliedBy(1L << Math.min(restarts - 2, DOUBLED_AT_MOST));
        return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }
}
