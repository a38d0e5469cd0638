package io.ratchet.job.configuration;

import java.util.Optional;

/**
 * One key of the configuration: what the reader takes its default and limits from, and what the
 * reference shows.
 *
 * @param name the key within its area
 * @param type what may stand behind it
 * @param presence whether it has to be given
 * @param fallback its value where it is not given, as it would be written in the file
 * @param meaning what it does
 */
record ConfigurationKey(
        String name, ValueType type, Presence presence, Optional<String> fallback, String meaning) {
    /** Whether a key has to be given. */
    enum Presence {
        REQUIRED,
        OPTIONAL,
        DEFAULTED
    }

    static ConfigurationKey required(String name, ValueType type, String meaning) {
        return new ConfigurationKey(name, type, Presence.REQUIRED, Optional.empty(), meaning);
    }

    static ConfigurationKey optional(String name, ValueType type, String meaning) {
        return new ConfigurationKey(name, type, Presence.OPTIONAL, Optional.empty(), meaning);
    }

    static ConfigurationKey defaulted(
            String name, ValueType type, String fallback, String meaning) {
        return new ConfigurationKey(name, type, Presence.DEFAULTED, Optional.of(fallback), meaning);
    }
}
