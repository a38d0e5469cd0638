package io.ratchet.job.sample;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many different texts there are, and how often each stands there, as far as memory is given to
 * it: texts are counted as long as they are few, and told apart by 64 bits of hash up to a limit.
 */
public final class DistinctTexts {
    /** Beyond so many, only "at least so many" is known. */
    public static final int MOST_TOLD_APART = 100_000;

    /** Beyond so many, texts themselves are no longer kept. */
    public static final int MOST_COUNTED = 1_000;

    private static final int LONGEST_KEPT = 1_000;

    /** Beyond so many characters in all of them, texts are no longer kept either. */
    private static final int MOST_CHARACTERS = 1 << 15;

    private final Map<String, Long> counts = new HashMap<>();
    private final LongSet hashes = new LongSet();
    private final TextBudget budget;
    private boolean counted = true;
    private boolean full;
    private int characters;
    private long toldApartOf;

    /** Texts that tell apart as many as they can. */
    public DistinctTexts() {
        this(new TextBudget());
    }

    /** Texts that share with others how many can be told apart. */
    public DistinctTexts(TextBudget budget) {
        this.budget = budget;
    }

    /** Takes the next text, in UTF-8. */
    public void add(byte[] bytes, int from, int to) {
        if (!full) {
            toldApartOf++;
            boolean added = hashes.add(hash(bytes, from, to));
            full = hashes.size() >= MOST_TOLD_APART || (added && !budget.take());
        }
        if (counted) {
            count(
                    new String(
                            bytes,
                            from,
                            Math.min(to - from, LONGEST_KEPT),
                            StandardCharsets.UTF_8));
        }
    }

    private void count(String text) {
        if (counts.merge(text, 1L, Long::sum) == 1) {
            characters += text.length();
        }
        if (counts.size() > MOST_COUNTED || characters > MOST_CHARACTERS) {
            counts.clear();
            counted = false;
        }
    }

    /** How many different ones, {@link #MOST_TOLD_APART} at most. */
    public int count() {
        return hashes.size();
    }

    /** Of how many texts, the first ones, {@link #count()} different ones were told apart. */
    public long toldApartOf() {
        return toldApartOf;
    }

    /** Whether there may be more than {@link #count()}. */
    public boolean isMore() {
        return full;
    }

    /** Whether there were few enough for {@link #counts()}. */
    public boolean isCounted() {
        return counted;
    }

    /** The texts and how often each was there; empty where there were too many. */
    public Map<String, Long> counts() {
        return Map.copyOf(counts);
    }

    /** The texts, the commonest first, those of equal count by their order. */
    public List<String> commonest() {
        return counts.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The count in words. */
    public String words() {
        return Words.count(count()) + (isMore() ? " or more" : "");
    }

    private static long hash(byte[] bytes, int from, int to) {
        long hash = 0xcbf29ce484222325L; // FNV-1a, and the finalizer of MurmurHash3
        for (int at = from; at < to; at++) {
            hash = (hash ^ (bytes[at] & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
