package io.ratchet.training.run;

import java.util.Collection;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes a contract. Whoever describes a part of a run has to decide, by the method it calls, what
 * becomes of a run that is gone on with when the part is another.
 */
public final class ContractWriter {
    private final SortedMap<String, String> fixed = new TreeMap<>();
    private final SortedMap<String, String> changeable = new TreeMap<>();

    /** A part without which the steps already taken were another run's. */
    public ContractWriter mayNotChange(String name, Object value) {
        add(fixed, name, value);
        return this;
    }

    /** A part that changes what comes after, by intention. */
    public ContractWriter mayChange(String name, Object value) {
        add(changeable, name, value);
        return this;
    }

    /** A part that changes neither bits nor meaning; it stands in no contract. */
    public ContractWriter decidesNothing(String name, Object value) {
        if (name.isEmpty() || value.toString().isEmpty()) {
            throw new IllegalArgumentException("A part without a name or value: '" + name + "'.");
        }
        return this;
    }

    /** What has been written. */
    public RunContract contract() {
        return new RunContract(fixed, changeable);
    }

    /**
     * Texts as a list in which each can be told from its neighbours, whatever is in them; a list in
     * JSON.
     */
    public static String quoted(Collection<String> texts) {
        return texts.stream()
                .map(ContractWriter::quoted)
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
            } else {
                quoted.append(character == '"' || character == '\\' ? "\\" : "").append(character);
            }
        }
        return quoted.append('"').toString();
    }

    private void add(SortedMap<String, String> parts, String name, Object value) {
        if (fixed.containsKey(name) || changeable.containsKey(name)) {
            throw new IllegalStateException("The contract has the part '" + name + "' twice.");
        }
        parts.put(name, value.toString());
    }
}
