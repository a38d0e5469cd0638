package io.ratchet.tests.support;

/**
 * Where a record stands.
 *
 * @param topic its topic
 * @param partition its partition
 * @param offset its offset
 */
public record Place(String topic, int partition, long offset) {}
