package io.ratchet.job.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One section of the file, read by the keys of its area. A value that cannot be used becomes a
 * fault, and reading goes on with a value within the limits, so that one reading finds all faults.
 */
final class Section {
    private static final String EMPTY_TEXT =
            "is empty; quote it where the text 'null' or '~' is meant.";

    private final ConfigurationArea area;
    private final String path;
    private final JsonNode node;
    private final Faults faults;
    private final ValueParser parser;

    /**
     * Opens a section; keys that the area does not have become faults.
     *
     * @param path where it stands, empty for the file itself
     */
    Section(ConfigurationArea area, String path, JsonNode node, Faults faults) {
        this.area = area;
        this.path = path;
        this.node = node;
        this.faults = faults;
        this.parser = new ValueParser(faults);
        if (!node.isObject()) {
            faults.add(
                    path.isEmpty() ? "(file)" : path,
                    "is "
                            + ValueParser.show(node)
                            + ", but a section is expected, with the keys "
                            + String.join(", ", area.names())
                            + ".");
            return;
        }
        ((ObjectNode) node).fieldNames().forEachRemaining(this::refuseUnknown);
    }

    private void refuseUnknown(String name) {
        if (area.names().contains(name)) {
            return;
        }
        String advice =
                NearestKey.of(name, area.names())
                        .map(nearest -> "did you mean '" + nearest + "'?")
                        .orElse("known here: " + String.join(", ", area.names()) + ".");
        faults.add(pathOf(name), "unknown key; " + advice);
    }

    /** Where a key of this section stands. */
    String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** Where this section stands. */
    String path() {
        return path;
    }

    /** Notes a fault at a key of this section. */
    void fault(String name, String message) {
        faults.add(pathOf(name), message);
    }

    /** Whether such a section may have the key. */
    boolean knows(String name) {
        return area.names().contains(name);
    }

    /** Whether the key is given. */
    boolean has(String name) {
        area.key(name);
        return node.hasNonNull(name);
    }

    String text(String name) {
        refuseNull(name);
        return parser.text(pathOf(name), (ValueType.Text) type(name), value(name));
    }

    Optional<String> optionalText(String name) {
        refuseNull(name);
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /**
     * YAML reads the unquoted texts null and ~ as nothing, for which nobody writes a key. One that
     * has to be there is missing then.
     */
    private void refuseNull(String name) {
        boolean required = area.key(name).presence() == ConfigurationKey.Presence.REQUIRED;
        if (!required && node.path(name).isNull()) {
            fault(name, EMPTY_TEXT);
        }
    }

    long whole(String name) {
        return parser.whole(pathOf(name), (ValueType.Whole) type(name), value(name));
    }

    int integer(String name) {
        return Math.toIntExact(whole(name));
    }

    /** The number of classes, where they are not named. */
    int classCount(String name) {
        ValueType.Classes type = (ValueType.Classes) type(name);
        return Math.toIntExact(parser.classCount(pathOf(name), type, value(name)));
    }

    OptionalLong optionalWhole(String name) {
        return has(name) ? OptionalLong.of(whole(name)) : OptionalLong.empty();
    }

    double decimal(String name) {
        return parser.decimal(pathOf(name), (ValueType.Decimal) type(name), value(name));
    }

    OptionalDouble optionalDecimal(String name) {
        return has(name) ? OptionalDouble.of(decimal(name)) : OptionalDouble.empty();
    }

    double share(String name) {
        return parser.share(pathOf(name), (ValueType.Share) type(name), value(name));
    }

    Duration duration(String name) {
        return parser.duration(pathOf(name), (ValueType.Span) type(name), value(name));
    }

    Optional<Duration> optionalDuration(String name) {
        return has(name) ? Optional.of(duration(name)) : Optional.empty();
    }

    long bytes(String name) {
        return parser.bytes(pathOf(name), (ValueType.Size) type(name), value(name));
    }

    OptionalLong optionalBytes(String name) {
        return has(name) ? OptionalLong.of(bytes(name)) : OptionalLong.empty();
    }

    String choice(String name) {
        return parser.choice(pathOf(name), (ValueType.Choice) type(name), value(name));
    }

    boolean flag(String name) {
        return parser.flag(pathOf(name), value(name));
    }

    List<Integer> integers(String name) {
        ValueType.WholeList type = (ValueType.WholeList) type(name);
        List<Integer> integers = new ArrayList<>();
        List<JsonNode> elements = elements(name);
        ValueType.Whole element = new ValueType.Whole(type.least(), type.most());
        for (int i = 0; i < elements.size(); i++) {
            integers.add(
                    (int) parser.whole(pathOf(name) + "[" + i + "]", element, elements.get(i)));
        }
        return integers;
    }

    List<String> texts(String name) {
        type(name);
        List<String> texts = new ArrayList<>();
        List<JsonNode> elements = elements(name);
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i).isNull()) {
                faults.add(pathOf(name) + "[" + i + "]", EMPTY_TEXT);
            } else if (elements.get(i).isValueNode()) {
                texts.add(elements.get(i).asText());
            } else {
                faults.add(
                        pathOf(name) + "[" + i + "]",
                        "is " + ValueParser.show(elements.get(i)) + ", but a text is expected.");
            }
        }
        return texts;
    }

    /** Free keys with their values as text. */
    Map<String, String> entries(String name) {
        Map<String, String> entries = new LinkedHashMap<>();
        if (!has(name)) {
            return entries;
        }
        JsonNode given = node.get(name);
        if (!given.isObject()) {
            fault(name, "is " + ValueParser.show(given) + ", but keys and values are expected.");
            return entries;
        }
        for (Map.Entry<String, JsonNode> entry : given.properties()) {
            flatten(pathOf(name), entry.getKey(), entry.getValue(), entries);
        }
        return entries;
    }

    private void flatten(String at, String key, JsonNode given, Map<String, String> entries) {
        if (given.isObject()) {
            given.properties()
                    .forEach(e -> flatten(at, key + "." + e.getKey(), e.getValue(), entries));
        } else if (given.isValueNode() && !given.isNull()) {
            entries.put(key, given.asText());
        } else {
            faults.add(
                    at + "." + key,
                    "is " + ValueParser.show(given) + ", but a single value is expected.");
        }
    }

    /** The section behind a key; an empty one where it is not given. */
    Section section(String name, ConfigurationArea inner) {
        JsonNode given = value(name);
        return new Section(
                inner, pathOf(name), given.isMissingNode() ? parser.emptySection() : given, faults);
    }

    /** The sections of a list, which must not be empty where the key is required. */
    List<Section> sections(String name, ConfigurationArea inner) {
        type(name);
        List<Section> sections = new ArrayList<>();
        List<JsonNode> elements = elements(name);
        for (int i = 0; i < elements.size(); i++) {
            sections.add(new Section(inner, pathOf(name) + "[" + i + "]", elements.get(i), faults));
        }
        return sections;
    }

    /** The raw value of a key that takes more than one kind of value. */
    JsonNode raw(String name) {
        return value(name);
    }

    Faults faults() {
        return faults;
    }

    /** The raw elements of a list whose sections differ by their type. */
    List<JsonNode> elements(String name) {
        JsonNode given = value(name);
        List<JsonNode> elements = new ArrayList<>();
        if (given.isMissingNode()) {
            return elements;
        }
        if (!given.isArray()) {
            fault(name, "is " + ValueParser.show(given) + ", but a list is expected.");
            return elements;
        }
        given.forEach(elements::add);
        return elements;
    }

    private ValueType type(String name) {
        return area.key(name).type();
    }

    private JsonNode value(String name) {
        ConfigurationKey key = area.key(name);
        if (node.hasNonNull(name)) {
            return node.get(name);
        }
        if (key.presence() == ConfigurationKey.Presence.REQUIRED) {
            fault(name, "is missing; expected: " + key.type().words() + ".");
        }
        return key.fallback().map(parser::fallback).orElse(parser.missing());
    }
}
