package io.ratchet.job.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was found of a column.
 *
 * @param name its name
 * @param kind its type in the configuration
 * @param sees what the model sees of it, in words
 * @param figures the same by name: numbers, texts, lists and maps of them
 * @param advice what is to be looked at, one sentence each
 */
public record ColumnFinding(
        String name, String kind, String sees, Map<String, Object> figures, List<String> advice) {
    public ColumnFinding {
        figures = new LinkedHashMap<>(figures);
        advice = List.copyOf(advice);
    }
}
