package io.ratchet.job.setting;

import java.util.List;

/**
 * What may stand behind a key. It reads itself, and it describes itself.
 *
 * @param <T> what it is read as
 */
public interface ValueType<T> {
    /** What is expected, in words, for the reference page and for faults. */
    String words();

    /** The value that is given; what cannot be used becomes a fault, and is the stand-in. */
    T read(Given given);

    /** A value within the limits, with which reading goes on behind a fault. */
    T standIn();

    /** What is read where it would have to be given; whatever is missing in it is a fault too. */
    default T missing(Given given) {
        return standIn();
    }

    /** Whether a text would be such a value. */
    default boolean takes(String text) {
        return false;
    }

    /** The sections it consists of, which the reference page describes one by one. */
    default List<Part> parts() {
        return List.of();
    }

    /**
     * A section, as the reference page names it.
     *
     * @param suffix what its path has behind the key: nothing, {@code []}, or its kind
     * @param section the section
     */
    record Part(String suffix, SectionType<?> section) {}
}
