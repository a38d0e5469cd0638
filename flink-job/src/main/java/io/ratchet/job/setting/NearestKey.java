package io.ratchet.job.setting;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds what somebody most likely meant: the known word at the smallest edit distance, or one that
 * goes on behind what was written.
 */
public final class NearestKey {
    private static final int SHORTEST = 3;

    private NearestKey() {}

    /**
     * The nearest of the known words, unless none is near: a third of what was written may differ,
     * and nothing where that is one letter or two.
     */
    public static Optional<String> of(String word, Collection<String> known) {
        String lower = word.toLowerCase(Locale.ROOT);
        int most = lower.length() < SHORTEST ? 0 : lower.length() / 3;
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : known) {
            String other = candidate.toLowerCase(Locale.ROOT);
            int distance = begins(lower, other) ? 1 : distance(lower, other);
            if (distance < least && distance <= most) {
                least = distance;
                nearest = candidate;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** The nearest of the known words as a question at the end of a message, or nothing. */
    public static String advice(String word, Collection<String> known) {
        return of(word, known).map(nearest -> " Did you mean '" + nearest + "'?").orElse("");
    }

    private static boolean begins(String word, String other) {
        return word.length() >= SHORTEST && other.startsWith(word);
    }

    /** Levenshtein distance in which two neighbours that changed places count once. */
    static int distance(String left, String right) {
        int[] beforePrevious = new int[right.length() + 1];
        int[] previous = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] current = new int[right.length() + 1];
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                current[j] =
                        Math.min(
                                previous[j - 1] + change,
                                1 + Math.min(previous[j], current[j - 1]));
                if (i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1)) {
                    current[j] = Math.min(current[j], 1 + beforePrevious[j - 2]);
                }
            }
            beforePrevious = previous;
            previous = current;
        }
        return previous[right.length()];
    }
}
