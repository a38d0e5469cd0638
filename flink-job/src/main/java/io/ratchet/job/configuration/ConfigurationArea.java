package io.ratchet.job.configuration;

import java.util.List;

/**
 * The keys of one section.
 *
 * @param path where the section stands, such as {@code runs[].input}; a variant carries its type,
 *     such as {@code runs[].model (tabular)}
 * @param meaning what the section is about
 * @param keys its keys, in the order of the reference
 */
record ConfigurationArea(String path, String meaning, List<ConfigurationKey> keys) {
    ConfigurationArea {
        keys = List.copyOf(keys);
    }

    /** The key of a name. */
    ConfigurationKey key(String name) {
        for (ConfigurationKey key : keys) {
            if (key.name().equals(name)) {
                return key;
            }
        }
        throw new IllegalStateException(
                "Area '" + path + "' has no key '" + name + "': it is missing in the reference.");
    }

    /** All names. */
    List<String> names() {
        return keys.stream().map(ConfigurationKey::name).toList();
    }
}
