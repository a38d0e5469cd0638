package io.ratchet.job.setting;

import java.util.ArrayList;
import java.util.List;

/** Collects the faults of one reading, so that all are reported together. */
final class Faults {
    private final List<ConfigurationFault> collected = new ArrayList<>();

    void add(String path, String message) {
        collected.add(new ConfigurationFault(path, message));
    }

    List<ConfigurationFault> list() {
        return List.copyOf(collected);
    }

    void throwIfAny(String source) {
        if (!collected.isEmpty()) {
            throw new ConfigurationException(source, collected);
        }
    }
}
