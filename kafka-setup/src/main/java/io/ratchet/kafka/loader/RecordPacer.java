package io.ratchet.kafka.loader;

import java.util.concurrent.locks.LockSupport;

/**
 * Holds a sender to a rate: record n is not let through before n / rate seconds have passed. A
 * sender that fell behind by more than a second does not catch up in a burst.
 */
final class RecordPacer {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double nanosPerRecord;
    private final NanoClock clock;
    private final long startNanos;
    private double dueNanos;

    RecordPacer(double recordsPerSecond, NanoClock clock) {
        this.nanosPerRecord = NANOS_PER_SECOND / recordsPerSecond;
        this.clock = clock;
        this.startNanos = clock.nanoTime();
    }

    /** Waits until the next record is due. */
    void awaitNext() throws InterruptedException {
        double now = sinceStart();
        while (now < dueNanos) {
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted while waiting for a record's turn");
            }
            clock.parkNanos((long) Math.ceil(dueNanos - now));
            now = sinceStart();
        }
        dueNanos = Math.max(dueNanos, now - NANOS_PER_SECOND) + nanosPerRecord;
    }

    private double sinceStart() {
        return (double) (clock.nanoTime() - startNanos);
    }

    /** Time, and waiting for it to pass. */
    interface NanoClock {
        /** The clock of this machine. */
        NanoClock SYSTEM =
                new NanoClock() {
                    @Override
                    public long nanoTime() {
                        return System.nanoTime();
                    }

                    @Override
                    public void parkNanos(long nanos) {
                        LockSupport.parkNanos(nanos);
                    }
                };

        /** As {@link System#nanoTime}. */
        long nanoTime();

        /** Waits about so long; may come back early. */
        void parkNanos(long nanos);
    }
}
