package io.ratchet.kafka.notation;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Texts that R, pandas, databases and spreadsheets write for a missing value, and nothing else. */
public final class NullText {
    private static final int LONGEST = 8;
    private static final Set<String> TEXTS =
            Set.of("na", "n/a", "#n/a", "nan", "null", "<na>", "\\n");

    private NullText() {}

    /** Whether the text is one, in any case of its letters. */
    public static boolean is(String text) {
        return text.length() <= LONGEST && TEXTS.contains(text.toLowerCase(Locale.ROOT));
    }

    /** What to do about it, to be put behind a refusal's detail; empty for another text. */
    public static String hint(byte[] bytes, int from, int to) {
        boolean maybe = to - from <= LONGEST;
        return maybe && is(new String(bytes, from, to - from, StandardCharsets.UTF_8))
                ? "; if that says that it is missing, name it in the column's 'nulls'"
                : "";
    }
}
