package io.ratchet.training.run;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A named part that is another than it was.
 *
 * @param name the part
 * @param before its text then
 * @param now its text now
 */
public record Change(String name, String before, String now) implements Serializable {
    private static final String ABSENT = "absent";

    /** A list of thousands of words is shown by where the two differ. */
    private static final int SHOWN = 200;

    private static final int SHOWN_BEFORE = 40;

    /** What differs between two maps, by name; a part that one of them lacks is absent there. */
    public static List<Change> between(Map<String, String> before, Map<String, String> now) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        List<Change> changes = new ArrayList<>();
        for (String name : names) {
            String then = before.getOrDefault(name, ABSENT);
            String after = now.getOrDefault(name, ABSENT);
            if (!then.equals(after)) {
                changes.add(new Change(name, then, after));
            }
        }
        return List.copyOf(changes);
    }

    /** Such as {@code model.hidden: [64, 32] before, [128] now}. */
    public String text() {
        Change brief = brief();
        return name + ": " + brief.before + " before, " + brief.now + " now";
    }

    /** The same with texts that a reader can take in, and a history can keep. */
    public Change brief() {
        int same = 0;
        int shorter = Math.min(before.length(), now.length());
        while (same < shorter && before.charAt(same) == now.charAt(same)) {
            same++;
        }
        return new Change(name, excerpt(before, same), excerpt(now, same));
    }

    private static String excerpt(String text, int same) {
        if (text.length() <= SHOWN) {
            return text;
        }
        int from = Math.max(0, same - SHOWN_BEFORE);
        int to = Math.min(text.length(), from + SHOWN);
        return (from > 0 ? "…" : "")
                + text.substring(from, to)
                + (to < text.length() ? "…" : "")
                + " ("
                + text.length()
                + " characters)";
    }
}
