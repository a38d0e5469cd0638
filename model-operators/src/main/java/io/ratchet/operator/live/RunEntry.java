package io.ratchet.operator.live;

import io.ratchet.training.instance.InstanceTemplate;
import io.ratchet.training.run.Change;
import io.ratchet.training.run.RunContract;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.SpecContract;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * A run and what its instances have in common.
 *
 * @param spec the run
 * @param template makes its instances
 * @param contract what of the run was agreed
 * @param environment what of this process may change its bits
 * @param fixedDigest of what a resume must match
 * @param changeableDigest of what may differ between two starts
 */
record RunEntry(
        RunSpec spec,
        InstanceTemplate template,
        RunContract contract,
        SortedMap<String, String> environment,
        long fixedDigest,
        long changeableDigest) {

    static RunEntry of(
            RunSpec spec, InstanceTemplate template, SortedMap<String, String> environment) {
        RunContract contract = SpecContract.of(spec);
        return new RunEntry(
                spec,
                template,
                contract,
                environment,
                digest(contract.fixed()),
                digest(contract.changeable(), environment));
    }

    /** Refuses a run whose contract is no longer the one that its state was written under. */
    void refuseUnlessFixed(RunContract stored) {
        List<Change> refused = stored.refused(contract);
        if (!refused.isEmpty()) {
            throw new SuppressRestartsException(
                    new IncompatibleRunException(
                            spec.run(), refused.stream().map(Change::text).toList()));
        }
    }

    /** What is taken over, and what of the process may change the bits. */
    List<Change> changes(RunContract stored, SortedMap<String, String> storedEnvironment) {
        List<Change> changes = new ArrayList<>(stored.takenOver(contract));
        changes.addAll(Change.between(storedEnvironment, environment));
        return changes;
    }

    /** The first eight bytes of the SHA-256 of the maps' texts, each with its length. */
    @SafeVarargs
    private static long digest(SortedMap<String, String>... maps) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (SortedMap<String, String> map : maps) {
                map.forEach(
                        (name, value) -> {
                            update(digest, name);
                            update(digest, value);
                        });
            }
            return ByteBuffer.wrap(digest.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(
                    "Every Java platform has SHA-256; this one lacks it.", e);
        }
    }

    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }
}
