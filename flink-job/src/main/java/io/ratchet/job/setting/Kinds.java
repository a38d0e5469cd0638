package io.ratchet.job.setting;

import io.ratchet.job.message.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A section of one of several kinds; its key {@code type} says of which.
 *
 * @param <T> what all of them are read as
 */
public final class Kinds<T> implements ValueType<T> {
    /** The key that says of which kind a section is; each kind has it, with one value. */
    public static final String TYPE = "type";

    private final Map<String, SectionType<? extends T>> sections = new LinkedHashMap<>();

    /** Adds a kind; the first one stands in where a kind is unknown. */
    public Kinds<T> or(String kind, SectionType<? extends T> section) {
        ValueType<String> one = Values.text(kind, "`" + kind + "`");
        sections.put(kind, section.with(Setting.required(TYPE, one, "Makes it this kind.")));
        return this;
    }

    @Override
    public String words() {
        return Message.of(
                "section, its `%s` one of `%s`", TYPE, String.join("`, `", sections.keySet()));
    }

    @Override
    public T read(Given given) {
        Given type = given.at(TYPE);
        Optional<SectionType<? extends T>> section = type.text().map(sections::get);
        if (section.isPresent()) {
            return section.get().read(given);
        }
        String known = "one of " + String.join(", ", sections.keySet()) + " is expected.";
        if (!given.node().isObject()) {
            given.fault("is %s, but a section is expected.", given.shown());
        } else if (type.isAbsent()) {
            type.fault("is missing; %s", known);
        } else {
            type.fault(
                    "is %s, but %s%s",
                    type.shown(),
                    known,
                    NearestKey.advice(type.text().orElse(""), sections.keySet()));
        }
        return standIn();
    }

    @Override
    public T standIn() {
        return sections.values().iterator().next().standIn();
    }

    @Override
    public List<Part> parts() {
        return sections.entrySet().stream()
                .map(kind -> new Part(" (" + kind.getKey() + ")", kind.getValue()))
                .toList();
    }
}
