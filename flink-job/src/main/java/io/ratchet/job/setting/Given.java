package io.ratchet.job.setting;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.ratchet.job.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A value of the file, or a place where there could be one. */
public final class Given {
    private static final int SHOWN_LENGTH = 60;

    private final String path;
    private final JsonNode node;
    private final Faults faults;

    /**
     * What is at a place.
     *
     * @param path the place, such as {@code runs[0].input.batch}; empty for the file itself
     * @param node what is there
     * @param faults where its faults are noted
     */
    Given(String path, JsonNode node, Faults faults) {
        this.path = path;
        this.node = node;
        this.faults = faults;
    }

    /** Whether nothing is there, or nothing but its key. */
    public boolean isAbsent() {
        return node.isMissingNode() || node.isNull();
    }

    /** Notes what is wrong with it. */
    @FormatMethod
    public void fault(@FormatString String format, Object... arguments) {
        faults.add(path.isEmpty() ? "(file)" : path, Message.of(format, arguments));
    }

    /** Whether neither it nor anything in it has a fault so far. */
    public boolean isSound() {
        return faults.list().stream().noneMatch(fault -> isWithin(fault.path()));
    }

    private boolean isWithin(String place) {
        return place.startsWith(path)
                && (path.isEmpty()
                        || place.length() == path.length()
                        || place.charAt(path.length()) == '.'
                        || place.charAt(path.length()) == '[');
    }

    /** The same place, with something else there. */
    Given holding(JsonNode other) {
        return new Given(path, other, faults);
    }

    JsonNode node() {
        return node;
    }

    /** The value behind a key of this one. */
    public Given at(String key) {
        return new Given(path.isEmpty() ? key : path + "." + key, node.path(key), faults);
    }

    /** The keys of this one; none where it is no section. */
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** The elements of this one; none where it is no list. */
    public List<Given> elements() {
        List<Given> elements = new ArrayList<>();
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            elements.add(new Given(path + "[" + i + "]", node.get(i), faults));
        }
        return elements;
    }

    /** The text, where it is a single value. */
    Optional<String> text() {
        return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
    }

    /** It as it stands in the file, for a fault. */
    String shown() {
        if (node.isObject()) {
            return "a section";
        }
        if (node.isArray()) {
            return "a list";
        }
        if (isAbsent()) {
            return "empty";
        }
        String text = node.asText();
        return text.length() > SHOWN_LENGTH
                ? "'" + text.substring(0, SHOWN_LENGTH) + "…'"
                : "'" + text + "'";
    }
}
