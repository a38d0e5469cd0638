package io.ratchet.job.setting;

import java.util.List;
import java.util.Optional;

/**
 * A key of a section, declared once: the typed handle that its value is read with, and all that is
 * said of it.
 *
 * @param name the key within its section
 * @param type what may stand behind it
 * @param presence whether it has to be given
 * @param fallback its value where it is not given, as it would be written in the file
 * @param meaning what it does
 * @param <T> what it is read as
 */
public record Setting<T>(
        String name,
        ValueType<T> type,
        Presence presence,
        Optional<String> fallback,
        String meaning) {
    /** Whether a key has to be given. */
    public enum Presence {
        REQUIRED,
        OPTIONAL,
        DEFAULTED
    }

    /** A key that has to be given. */
    public static <T> Setting<T> required(String name, ValueType<T> type, String meaning) {
        return new Setting<>(name, type, Presence.REQUIRED, Optional.empty(), meaning);
    }

    /** A key that is empty where it is not given. */
    public static <T> Setting<Optional<T>> optional(
            String name, ValueType<T> type, String meaning) {
        return new Setting<>(
                name, new Possible<>(type), Presence.OPTIONAL, Optional.empty(), meaning);
    }

    /**
     * A key that has a value also where it is not given.
     *
     * @param fallback that value, as it would be written in the file
     */
    public static <T> Setting<T> defaulted(
            String name, ValueType<T> type, String fallback, String meaning) {
        return new Setting<>(name, type, Presence.DEFAULTED, Optional.of(fallback), meaning);
    }

    /** The value that is given, or else its default; a fault where it has to be given. */
    T read(Given given) {
        if (!given.isAbsent()) {
            return type.read(given);
        }
        // YAML takes the unquoted texts null and ~ for nothing, for which nobody writes a key.
        if (presence != Presence.REQUIRED && given.node().isNull() && type.takes("null")) {
            given.fault("is empty; quote it where the text 'null' or '~' is meant.");
            return type.standIn();
        }
        if (fallback.isPresent()) {
            return type.read(given.holding(YamlTree.of(fallback.get())));
        }
        if (presence != Presence.REQUIRED) {
            return type.standIn();
        }
        given.fault("is missing; expected: %s.", type.words());
        return type.missing(given);
    }

    /** A value that may be absent. */
    private record Possible<T>(ValueType<T> type) implements ValueType<Optional<T>> {
        @Override
        public String words() {
            return type.words();
        }

        @Override
        public boolean takes(String text) {
            return type.takes(text);
        }

        @Override
        public Optional<T> read(Given given) {
            return Optional.of(type.read(given));
        }

        @Override
        public Optional<T> standIn() {
            return Optional.empty();
        }

        @Override
        public List<Part> parts() {
            return type.parts();
        }
    }
}
