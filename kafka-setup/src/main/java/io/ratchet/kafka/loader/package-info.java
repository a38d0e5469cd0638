/**
 * Streams files into a topic, at a chosen rate. A {@code RecordFile} says what is in the files, a
 * {@code RecordReader} gives its records one by one, {@code FileLoader} sends them: each exactly
 * once, in order within a partition.
 */
@NullMarked
package io.ratchet.kafka.loader;

import org.jspecify.annotations.NullMarked;
