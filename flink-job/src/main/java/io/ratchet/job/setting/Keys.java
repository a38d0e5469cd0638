package io.ratchet.job.setting;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The settings of a section, declared one after the other, in the order of the reference page. */
public final class Keys {
    private final String meaning;
    private final List<Setting<?>> settings = new ArrayList<>();

    /**
     * A section without keys so far.
     *
     * @param meaning what it is about
     */
    public Keys(String meaning) {
        this.meaning = meaning;
    }

    /** Adds a setting, and returns it. */
    public <T> Setting<T> add(Setting<T> setting) {
        settings.add(setting);
        return setting;
    }

    /** Adds settings that are declared elsewhere. */
    public Keys with(Setting<?>... more) {
        settings.addAll(List.of(more));
        return this;
    }

    /** Adds a key that has to be given. */
    public <T> Setting<T> required(String name, ValueType<T> type, String about) {
        return add(Setting.required(name, type, about));
    }

    /** Adds a key that is empty where it is not given. */
    public <T> Setting<Optional<T>> optional(String name, ValueType<T> type, String about) {
        return add(Setting.optional(name, type, about));
    }

    /** Adds a key that has a value also where it is not given: the fallback, as it is written. */
    public <T> Setting<T> defaulted(String name, ValueType<T> type, String fallback, String about) {
        return add(Setting.defaulted(name, type, fallback, about));
    }

    /**
     * The section with these keys.
     *
     * @param reader from its values to what it is read as; what it throws as an {@link
     *     IllegalArgumentException} is a fault of the section. Where the values cannot be used
     *     without something from outside, it is read as a function of that, which asks for them
     *     when it is applied: once, by the reader of the section around it
     */
    public <T> SectionType<T> readAs(Function<Section, T> reader) {
        return new SectionType<>(meaning, settings, reader);
    }
}
