package io.ratchet.bench.measure;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one round gave, in the order in which it is shown.
 *
 * @param values by name, with the unit in the name: {@code rows/s}, {@code pause ms}
 */
public record Figures(Map<String, Double> values) {
    public Figures {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** A single figure. */
    public static Figures of(String name, double value) {
        return new Figures(Map.of(name, value));
    }

    /** These and one more. */
    public Figures and(String name, double value) {
        Map<String, Double> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Figures(more);
    }
}
