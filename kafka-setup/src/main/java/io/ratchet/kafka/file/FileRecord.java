package io.ratchet.kafka.file;

import org.jspecify.annotations.Nullable;

/**
 * A record of a file, on its way to a topic.
 *
 * @param key none where no key was asked for, or the record is too broken to have one
 */
@SuppressWarnings("ArrayRecordComponent") // lives between reader and producer, is never compared
public record FileRecord(byte @Nullable [] key, byte[] value, boolean tensors) {}
