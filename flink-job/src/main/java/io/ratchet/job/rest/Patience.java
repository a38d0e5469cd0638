package io.ratchet.job.rest;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for a job manager that does not answer for a while, because another one takes over. */
final class Patience {
    static final Duration LONGEST = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final Duration ASKED_EVERY = Duration.ofMillis(200);

    private Patience() {}

    /**
     * Asks until somebody answers.
     *
     * @throws UnreachableException if nobody does in time
     */
    static <T> T ask(Supplier<T> question) {
        long begin = System.nanoTime();
        while (true) {
            try {
                return question.get();
            } catch (UnreachableException silence) {
                if (System.nanoTime() - begin > LONGEST.toNanos()) {
                    throw silence;
                }
                LOG.warn("{}", silence.getMessage());
                LockSupport.parkNanos(ASKED_EVERY.toNanos());
            }
        }
    }
}
