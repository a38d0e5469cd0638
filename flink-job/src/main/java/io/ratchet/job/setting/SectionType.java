package io.ratchet.job.setting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A section with keys of its own.
 *
 * @param meaning what it is about
 * @param settings its keys, in the order of the reference page
 * @param reader from its values to what it is read as
 * @param <T> what it is read as
 */
public record SectionType<T>(String meaning, List<Setting<?>> settings, Function<Section, T> reader)
        implements ValueType<T> {
    public SectionType {
        settings = List.copyOf(settings);
    }

    @Override
    public String words() {
        return "section";
    }

    @Override
    public T read(Given given) {
        if (!given.node().isObject()) {
            given.fault(
                    "is %s, but a section is expected, with the keys %s.",
                    given.shown(), String.join(", ", names()));
            return missing(given);
        }
        given.keys().forEach(name -> refuseUnknown(given, name));
        try {
            return reader.apply(new Section(given, settings));
        } catch (IllegalArgumentException e) {
            if (given.isSound()) {
                given.fault("cannot be used: %s", String.valueOf(e.getMessage()));
            }
            return standIn();
        }
    }

    @Override
    public T missing(Given given) {
        JsonNode empty = JsonNodeFactory.instance.objectNode();
        return reader.apply(new Section(given.holding(empty), settings));
    }

    /** What a section without anything in it is read as. */
    @Override
    public T standIn() {
        return missing(new Given("", MissingNode.getInstance(), new Faults()));
    }

    @Override
    public List<Part> parts() {
        return List.of(new Part("", this));
    }

    /** The same section with a key more, ahead of the others. */
    SectionType<T> with(Setting<?> first) {
        List<Setting<?>> all = new ArrayList<>(List.of(first));
        all.addAll(settings);
        return new SectionType<>(meaning, all, reader);
    }

    private List<String> names() {
        return settings.stream().<String>map(Setting::name).toList();
    }

    private void refuseUnknown(Given given, String name) {
        List<String> names = names();
        if (!names.contains(name)) {
            given.at(name)
                    .fault(
                            "unknown key; %s",
                            NearestKey.of(name, names)
                                    .map(nearest -> "did you mean '" + nearest + "'?")
                                    .orElse("known here: " + String.join(", ", names) + "."));
        }
    }
}
