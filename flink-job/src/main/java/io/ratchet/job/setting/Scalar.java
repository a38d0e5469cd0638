package io.ratchet.job.setting;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A single value, which is a text in the file.
 *
 * @param words what is expected, in words
 * @param standIn a value within the limits
 * @param known the texts that it may be, where they are a closed set, or else none
 * @param parser from the text to the value
 * @param <T> what it is read as
 */
public record Scalar<T>(String words, T standIn, Set<String> known, Parser<T> parser)
        implements ValueType<T> {
    /** Turns a text into a value. */
    @FunctionalInterface
    public interface Parser<T> {
        /**
         * The value of a text; empty where it is none of those that are expected.
         *
         * @throws UnusableValue likewise, where there is more to say
         */
        Optional<T> parse(String text) throws UnusableValue;
    }

    /** A value that may be more than a closed set of texts. */
    public Scalar(String words, T standIn, Parser<T> parser) {
        this(words, standIn, Set.of(), parser);
    }

    @Override
    public T read(Given given) {
        String text = given.text().orElse("");
        try {
            Optional<T> value = given.text().isPresent() ? parser.parse(text) : Optional.empty();
            if (value.isPresent()) {
                return value.get();
            }
            given.fault(
                    "is %s; expected: %s.%s", given.shown(), words, NearestKey.advice(text, known));
        } catch (UnusableValue e) {
            given.fault("is %s%s", given.shown(), String.valueOf(e.getMessage()));
        }
        return standIn;
    }

    @Override
    public boolean takes(String text) {
        try {
            return parser.parse(text).isPresent();
        } catch (UnusableValue e) {
            return false;
        }
    }

    /** The same value, read as something else. */
    public <U> Scalar<U> as(Function<? super T, ? extends U> other) {
        return new Scalar<>(
                words, other.apply(standIn), known, text -> parser.parse(text).map(other));
    }

    /**
     * The same value, or something that is more than a single one: a section, or a list.
     *
     * @param as what that is read as
     */
    public <U> ValueType<T> or(
            ValueType<U> other, Function<? super U, ? extends T> as, String words) {
        return new Either<>(words, new Scalar<>(words, standIn, known, parser), other, as);
    }

    private record Either<T, U>(
            String words, Scalar<T> single, ValueType<U> other, Function<? super U, ? extends T> as)
            implements ValueType<T> {
        @Override
        public T read(Given given) {
            JsonNode node = given.node();
            boolean isOther = other instanceof SectionType ? node.isObject() : node.isArray();
            return isOther ? as.apply(other.read(given)) : single.read(given);
        }

        @Override
        public T standIn() {
            return single.standIn();
        }

        @Override
        public List<Part> parts() {
            return other.parts();
        }
    }
}
