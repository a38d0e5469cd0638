package io.ratchet.operator.serializer;

/**
 * A chunk of a tensor as it is stored.
 *
 * @param crc32c checksum of the bytes, so that a bit that flips on disk is noticed before it is
 *     trained with
 * @param bytes little-endian; never changed
 */
public record StoredChunk(int crc32c, byte[] bytes) {
    /** A chunk with the checksum of its bytes. */
    public static StoredChunk of(byte[] bytes) {
        return new StoredChunk(checksum(bytes), bytes);
    }

    /** Whether the bytes are still those that were stored. */
    public boolean isWhole() {
        return crc32c == checksum(bytes);
    }

    private static int checksum(byte[] bytes) {
        return CheckedValue.checksum(bytes, 0, bytes.length);
    }
}
