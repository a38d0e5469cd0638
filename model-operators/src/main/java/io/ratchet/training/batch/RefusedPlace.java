package io.ratchet.training.batch;

/**
 * A record that Decode has refused, on its way to TRAIN, which counts it.
 *
 * @param offset where it stands in its partition
 * @param reason a stable code, such as {@code malformed}
 * @param detail what was found in it, shortened; empty where its block has one of the same reason
 *     before it
 */
public record RefusedPlace(long offset, String reason, String detail) {}
