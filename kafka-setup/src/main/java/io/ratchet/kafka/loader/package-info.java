/**
 * Streams files into a topic, at a chosen rate: {@code FileLoader} sends their records, each
 * exactly once, in order within a partition. {@code FileCheck} first reads a file once, to take or
 * refuse it as a whole.
 */
@NullMarked
package io.ratchet.kafka.loader;

import org.jspecify.annotations.NullMarked;
