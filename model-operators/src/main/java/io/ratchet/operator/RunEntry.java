package io.ratchet.operator;

import io.ratchet.training.instance.InstanceTemplate;
import io.ratchet.training.run.RunSpec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SortedMap;

/**
 * A run and what its instances have in common.
 *
 * @param spec the run
 * @param template makes its instances
 * @param identity what a resume must match
 * @param settings what may differ between two starts
 * @param identityDigest of the identity
 * @param settingsDigest of the settings
 */
record RunEntry(
        RunSpec spec,
        InstanceTemplate template,
        SortedMap<String, String> identity,
        SortedMap<String, String> settings,
        long identityDigest,
        long settingsDigest) {

    static RunEntry of(
            RunSpec spec,
            InstanceTemplate template,
            SortedMap<String, String> identity,
            SortedMap<String, String> settings) {
        return new RunEntry(spec, template, identity, settings, digest(identity), digest(settings));
    }

    /** The first eight bytes of the SHA-256 of a map's text. */
    private static long digest(SortedMap<String, String> map) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(map.toString().getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(
                    "Every Java platform has SHA-256; this one lacks it.", e);
        }
    }
}
