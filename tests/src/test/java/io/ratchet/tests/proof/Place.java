package io.ratchet.tests.proof;

/**
 * Where a record stands.
 *
 * @param topic its topic
 * @param partition its partition
 * @param offset its offset
 */
record Place(String topic, int partition, long offset) {}
