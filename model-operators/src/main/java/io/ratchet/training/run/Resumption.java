package io.ratchet.training.run;

import java.io.Serializable;
import java.util.List;

/**
 * The beginning of a run, or one time that it was gone on with.
 *
 * @param number 0 for the beginning, then counted
 * @param step the step it stood at
 * @param timeMillis when, wall clock
 * @param parent the checkpoint or savepoint that it was restored from; empty for the beginning
 * @param changes what was another than before: parts of the contract that were taken over, and what
 *     of libraries and processor may change the bits
 */
public record Resumption(
        long number, long step, long timeMillis, String parent, List<Change> changes)
        implements Serializable {
    public Resumption {
        changes = List.copyOf(changes);
    }
}
