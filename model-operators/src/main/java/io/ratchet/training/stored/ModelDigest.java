package io.ratchet.training.stored;

import io.ratchet.tensor.SafetensorsHeader;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The SHA-256 of all that a model file holds, which the file carries itself: of its header without
 * the digest, and of the tensors' bytes. The {@link Fingerprint} cannot tell whether a file is
 * damaged, because it covers the moments, which no model file holds.
 */
final class ModelDigest {
    /** Under this name the file's header holds the digest. */
    static final String KEY = "content-sha256";

    private final MessageDigest digest = sha256();

    /**
     * @param header the file's header, with the digest or without
     */
    ModelDigest(SafetensorsHeader header) {
        Map<String, String> metadata = new TreeMap<>(header.metadata());
        metadata.remove(KEY);
        digest.update(
                new SafetensorsHeader(header.entries(), metadata)
                        .encode(ModelFile.ALIGNMENT_BYTES));
    }

    /** Takes the next bytes of the tensors, in the order of the file. */
    void add(ByteBuffer bytes) {
        digest.update(bytes);
    }

    /** 64 lower-case hexadecimal digits. */
    String value() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(
                    "Every Java platform has SHA-256; this one lacks it.", e);
        }
    }
}
