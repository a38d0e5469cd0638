package io.ratchet.job.setting;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The types of values: texts, words of a closed set, and lists. Numbers are {@link Quantities}. */
public final class Values {
    private static final Map<String, Boolean> FLAGS =
            Map.of(
                    "true", true, "yes", true, "on", true, "false", false, "no", false, "off",
                    false);

    private Values() {}

    /** Any text that is not empty. */
    public static Scalar<String> text() {
        return text("(?s).+", "text");
    }

    /** A text that matches a pattern. */
    public static Scalar<String> text(String pattern, String words) {
        return new Scalar<>(
                words, "unknown", text -> Optional.of(text).filter(each -> each.matches(pattern)));
    }

    /** True or false. */
    public static Scalar<Boolean> flag() {
        return new Scalar<>(
                "true or false",
                false,
                text -> Optional.ofNullable(FLAGS.get(text.toLowerCase(Locale.ROOT))));
    }

    /**
     * One of a closed set of values.
     *
     * @param code what a value is called in the file
     * @param values the values; the first stands in for what is none of them
     */
    public static <T> Scalar<T> choice(Function<? super T, String> code, T[] values) {
        Map<String, T> byCode = new LinkedHashMap<>();
        Arrays.stream(values).forEach(value -> byCode.put(code.apply(value), value));
        return choice(byCode);
    }

    /** One of two words. */
    public static <T> Scalar<T> choice(String word, T value, String otherWord, T otherValue) {
        Map<String, T> byCode = new LinkedHashMap<>(Map.of(word, value));
        byCode.put(otherWord, otherValue);
        return choice(byCode);
    }

    private static <T> Scalar<T> choice(Map<String, T> byCode) {
        return new Scalar<>(
                "one of `" + String.join("`, `", byCode.keySet()) + "`",
                byCode.values().iterator().next(),
                byCode.keySet(),
                text -> Optional.ofNullable(byCode.get(text)));
    }

    /** A list of texts, each as it is written. */
    public static ValueType<List<String>> texts() {
        return list(
                "list of texts",
                text("(?s).*", "a text; quote it where the text 'null' or '~' is meant"));
    }

    /**
     * A list.
     *
     * @param words what is expected, in words
     * @param element the type of each element
     */
    public static <T> ValueType<List<T>> list(String words, ValueType<T> element) {
        return new ListType<>(words, element);
    }

    /** Free keys and their values; deeper ones have the names of all keys above, with dots. */
    public static ValueType<Map<String, String>> entries() {
        return new Entries();
    }

    private record ListType<T>(String words, ValueType<T> element) implements ValueType<List<T>> {
        @Override
        public List<T> read(Given given) {
            if (!given.node().isArray()) {
                given.fault("is %s, but a list is expected.", given.shown());
            }
            return given.elements().stream().map(element::read).toList();
        }

        @Override
        public List<T> standIn() {
            return List.of();
        }

        @Override
        public List<Part> parts() {
            return element.parts().stream()
                    .map(part -> new Part("[]" + part.suffix(), part.section()))
                    .toList();
        }
    }

    private record Entries() implements ValueType<Map<String, String>> {
        @Override
        public String words() {
            return "keys and values";
        }

        @Override
        public Map<String, String> read(Given given) {
            Map<String, String> entries = new LinkedHashMap<>();
            if (given.node().isObject()) {
                collect(given, "", entries);
            } else {
                given.fault("is %s, but keys and values are expected.", given.shown());
            }
            return entries;
        }

        private static void collect(Given given, String prefix, Map<String, String> entries) {
            for (String name : given.keys()) {
                Given value = given.at(name);
                if (value.node().isObject()) {
                    collect(value, prefix + name + ".", entries);
                } else if (value.text().isPresent()) {
                    entries.put(prefix + name, value.text().get());
                } else {
                    value.fault("is %s, but a single value is expected.", value.shown());
                }
            }
        }

        @Override
        public Map<String, String> standIn() {
            return Map.of();
        }
    }
}
