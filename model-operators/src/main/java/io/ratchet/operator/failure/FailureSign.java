package io.ratchet.operator.failure;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * By what a failure is told: a link of its chain of causes that is of one of these types and says
 * one of these texts. Types are names, because whoever judges may not have their classes. A text
 * alone tells nothing: a record, a path or a user's name may say the same.
 *
 * @param types names of classes; a subclass counts too
 * @param texts parts of what is said; anything, if there are none
 */
public record FailureSign(List<String> types, List<String> texts) implements Serializable {
    private static final long serialVersionUID = 1L;

    public FailureSign {
        types = List.copyOf(types);
        texts = List.copyOf(texts);
        if (types.isEmpty()) {
            throw new IllegalArgumentException(
                    "A failure is told by " + texts + " alone, whatever says it: give a type.");
        }
    }

    /** Any of these types. */
    public static FailureSign type(Class<?>... types) {
        return new FailureSign(Stream.of(types).map(Class::getName).toList(), List.of());
    }

    /** The same, only where any of this is said. */
    public FailureSign saying(String... parts) {
        List<String> all = new ArrayList<>(texts);
        all.addAll(List.of(parts));
        return new FailureSign(types, all);
    }

    boolean fits(CauseChain.Link link) {
        return types.stream().anyMatch(link.types()::contains)
                && (texts.isEmpty() || texts.stream().anyMatch(link.message()::contains));
    }
}
