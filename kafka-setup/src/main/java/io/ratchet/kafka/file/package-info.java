/**
 * Files as records: a {@code RecordFile} says what is in the files, a {@code RecordReader} gives
 * the records one by one, as they are written. CSV, JSON, plain lines, and the IDX format of MNIST.
 * Used by the loader.
 */
@NullMarked
package io.ratchet.kafka.file;

import org.jspecify.annotations.NullMarked;
