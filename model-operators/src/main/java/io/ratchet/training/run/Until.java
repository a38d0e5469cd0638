package io.ratchet.training.run;

import java.io.Serializable;

/** When a run ends. */
public sealed interface Until extends Serializable {
    /** Whether a run that has come so far has come to its end by count, if it has one. */
    default boolean isReached(long steps, long samples) {
        if (this instanceof Steps end) {
            return steps >= end.count();
        }
        return this instanceof Samples end && samples >= end.count();
    }

    /** Never by itself. */
    record Forever() implements Until {}

    /** After so many steps. */
    record Steps(long count) implements Until {}

    /** After the first step with which at least so many samples have been trained. */
    record Samples(long count) implements Until {}

    /**
     * At the end that each partition had when the run was first started, or when it was last gone
     * on with after an end.
     *
     * @param trainsRest whether records that do not fill a batch any more are trained as a smaller
     *     one. If not, they wait in the run's state until it is gone on with, so that it does not
     *     matter for its bits where it has ended in between
     */
    record Offsets(boolean trainsRest) implements Until {}
}
