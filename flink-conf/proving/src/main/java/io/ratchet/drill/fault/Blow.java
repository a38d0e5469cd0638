package io.ratchet.drill.fault;

import java.util.OptionalLong;

/**
 * When a fault struck, in milliseconds of the wall clock.
 *
 * @param millis when
 * @param resumableMillis from when on steps count as new, where some that are seen before are old
 */
public record Blow(long millis, OptionalLong resumableMillis) {
    /** A fault that strikes now. */
    static Blow now() {
        return at(System.currentTimeMillis());
    }

    /** A fault that struck at some time. */
    static Blow at(long millis) {
        return new Blow(millis, OptionalLong.empty());
    }

    /** The same; steps count from now on. */
    Blow resumableNow() {
        return new Blow(millis, OptionalLong.of(System.currentTimeMillis()));
    }
}
