package io.ratchet.operator.failure;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * By what a failure is told: a link of its chain of causes that is of one of these types and says
 * one of these texts. Types are names, because whoever judges may not have their classes.
 *
 * @param types names of classes; a subclass counts too. Any type, if there are none
 * @param texts parts of what is said; anything, if there are none
 */
public record FailureSign(List<String> types, List<String> texts) implements Serializable {
    private static final long serialVersionUID = 1L;

    public FailureSign {
        types = List.copyOf(types);
        texts = List.copyOf(texts);
        if (types.isEmpty() && texts.isEmpty()) {
            throw new IllegalArgumentException(
                    "A failure is told by nothing: neither a type nor a text is given.");
        }
    }

    /** Any of these types. */
    public static FailureSign type(Class<?>... types) {
        return new FailureSign(Stream.of(types).map(Class::getName).toList(), List.of());
    }

    /** Any of these types, by their names: for classes that are not on every class path. */
    public static FailureSign named(String... types) {
        return new FailureSign(List.of(types), List.of());
    }

    /** Whatever says any of this. */
    public static FailureSign text(String... texts) {
        return new FailureSign(List.of(), List.of(texts));
    }

    /** The same, only where any of this is said. */
    public FailureSign saying(String... parts) {
        List<String> all = new ArrayList<>(texts);
        all.addAll(List.of(parts));
        return new FailureSign(types, all);
    }

    boolean fits(CauseChain.Link link) {
        return (types.isEmpty() || types.stream().anyMatch(link.types()::contains))
                && (texts.isEmpty() || texts.stream().anyMatch(link.message()::contains));
    }
}
