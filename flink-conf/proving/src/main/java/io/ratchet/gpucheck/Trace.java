package io.ratchet.gpucheck;

import io.ratchet.training.instance.Instance;
import io.ratchet.training.stored.HostTensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * What a run left on its way, so that another can be compared with it.
 *
 * @param fingerprints the SHA-256 after some of its steps
 * @param tensors a checksum of each tensor at the end, by name
 */
record Trace(SortedMap<Integer, String> fingerprints, SortedMap<String, String> tensors) {
    /** Trains the steps behind {@code from} up to {@code to}, each with its own batch. */
    static Trace train(CheckedModel model, Instance instance, int from, int to, int every) {
        SortedMap<Integer, String> fingerprints = new TreeMap<>();
        for (int step = from + 1; step <= to; step++) {
            instance.step(model.batch(step));
            if (step % every == 0 || step == to) {
                fingerprints.put(step, instance.fingerprint());
            }
        }
        return new Trace(fingerprints, checksums(instance.tensors()));
    }

    /** The SHA-256 at the end. */
    String last() {
        return Objects.requireNonNull(fingerprints.get(fingerprints.lastKey()));
    }

    /** What differs from another trace, where both have been: nothing where they are the same. */
    List<String> differences(Trace other) {
        List<String> differences = new ArrayList<>();
        for (Map.Entry<Integer, String> own : fingerprints.entrySet()) {
            if (!own.getValue()
                    .equals(other.fingerprints.getOrDefault(own.getKey(), own.getValue()))) {
                differences.add("first at step " + own.getKey());
                break;
            }
        }
        tensors.forEach(
                (name, checksum) -> {
                    if (!Objects.equals(checksum, other.tensors.get(name))) {
                        differences.add(name);
                    }
                });
        if (differences.isEmpty() && !last().equals(other.last())) {
            differences.add("step");
        }
        return differences;
    }

    private static SortedMap<String, String> checksums(HostTensors tensors) {
        SortedMap<String, String> checksums = new TreeMap<>();
        for (int tensor = 0; tensor < tensors.layout().tensors().size(); tensor++) {
            CRC32C checksum = new CRC32C();
            checksum.update(tensors.view(tensor));
            checksums.put(
                    tensors.layout().tensors().get(tensor).name(),
                    String.format(Locale.ROOT, "%08x", checksum.getValue()));
        }
        return checksums;
    }
}
