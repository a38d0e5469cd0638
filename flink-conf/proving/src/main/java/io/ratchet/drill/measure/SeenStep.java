package io.ratchet.drill.measure;

/**
 * A step record as a reader outside has seen it.
 *
 * @param step the step
 * @param emittedMillis when TRAIN emitted it, by its clock
 * @param seenMillis when the reader had it
 */
public record SeenStep(long step, long emittedMillis, long seenMillis) {}
