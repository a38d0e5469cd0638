package io.ratchet.job.track;

/**
 * A line of values on an output topic, of which each has a position of its own: the steps of an
 * instance, its states, or what was refused of a partition.
 *
 * @param topic the output topic
 * @param run the run
 * @param generation the run's generation
 * @param part what of the run
 */
public record Track(String topic, String run, int generation, String part) {}
