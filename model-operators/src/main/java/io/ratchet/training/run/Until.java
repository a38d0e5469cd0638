package io.ratchet.training.run;

import java.io.Serializable;

/** When a run ends. */
public sealed interface Until extends Serializable {
    /** Never by itself. */
    record Forever() implements Until {}

    /** After so many steps. */
    record Steps(long count) implements Until {}

    /** After the first step with which at least so many samples have been trained. */
    record Samples(long count) implements Until {}

    /** At the end that each partition had when the run was first started. */
    record Offsets() implements Until {}
}
