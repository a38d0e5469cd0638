package io.ratchet.job.draft;

import io.ratchet.kafka.notation.NullText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Texts of a column that people and programs write for a value that is missing. */
final class NullTexts {
    private static final int LONGEST = 8;

    /** Among numbers and times these say the same; among other texts they may be values. */
    private static final Set<String> AMONG_NUMBERS =
            Set.of("none", "nil", "-", "--", "?", ".", "missing", "unknown", "n.a.", "k.a.", "nd");

    private final Map<String, Long> counts = new TreeMap<>();

    /** Whether the text says so at all; it is counted then. */
    boolean add(byte[] bytes) {
        if (bytes.length > LONGEST) {
            return false;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!NullText.is(text) && !AMONG_NUMBERS.contains(text.toLowerCase(Locale.ROOT))) {
            return false;
        }
        counts.merge(text, 1L, Long::sum);
        return true;
    }

    boolean contains(String text) {
        return counts.containsKey(text);
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    /** How many there were. */
    long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many there were but these. */
    long countBut(Collection<String> kept) {
        return count() - kept.stream().mapToLong(text -> counts.getOrDefault(text, 0L)).sum();
    }

    /** How many different ones. */
    int distinct() {
        return counts.size();
    }

    /** Those that say so among other texts too. */
    List<String> plain() {
        return counts.keySet().stream().filter(NullText::is).toList();
    }

    /** The key of the configuration that names them, behind a comma; empty for none. */
    String key() {
        return counts.isEmpty() ? "" : ", nulls: " + Yaml.list(counts.keySet());
    }

    /** What is said of them; empty for none. */
    List<String> remarks() {
        List<String> words = new ArrayList<>();
        counts.forEach((text, count) -> words.add("'" + text + "' (" + count + ")"));
        return counts.isEmpty()
                ? List.of()
                : List.of(String.join(", ", words) + " is taken for a missing value, by 'nulls'");
    }
}
