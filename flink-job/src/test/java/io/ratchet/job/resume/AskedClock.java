package io.ratchet.job.resume;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock at which something happens when it is asked: when a start is about to claim its job. */
final class AskedClock extends Clock {
    private final Runnable happening;

    AskedClock(Runnable happening) {
        this.happening = happening;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        happening.run();
        return Instant.EPOCH;
    }
}
