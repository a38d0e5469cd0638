package io.ratchet.kafka.file;

import org.jspecify.annotations.Nullable;

/** Finds the key of a record in its value. */
interface KeyExtractor {
    /** For records without a key. */
    KeyExtractor NONE = value -> null;

    /** The key, or null where the value is too broken to have one. */
    byte @Nullable [] keyOf(byte[] value);
}
