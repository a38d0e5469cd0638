package io.ratchet.job.record;

/**
 * A line of values on an output topic that only ever moves on: the steps of an instance, its
 * states, or what was refused of a partition.
 *
 * @param run the run
 * @param generation the run's generation
 * @param part what of the run, where it has several
 */
public record Track(String run, int generation, String part) {}
