package io.ratchet.job.draft;

import io.ratchet.job.sample.DistinctTexts;
import io.ratchet.job.sample.Moments;
import io.ratchet.kafka.format.FieldKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What was seen of a column, in one pass and bounded memory. */
final class ColumnProfile {
    /** Of so many records, the first ones, it is kept what they have here. */
    static final int HEAD = 1_000;

    private static final int RECORDS_A_VALUE = 10;

    private final String name;
    private final Moments moments = new Moments();
    private final Quantiles quantiles = new Quantiles();
    private final DistinctTexts texts = new DistinctTexts();
    private final Map<FieldKind, Long> kinds = new EnumMap<>(FieldKind.class);
    private long there;
    private long missing;
    private long nested;
    private long quotedNumbers;
    private boolean whole = true;
    private boolean counting = true;
    private double last = Double.NaN;
    private final int[] head = new int[HEAD];
    private String firstText = "";

    ColumnProfile(String name) {
        this.name = name;
    }

    /**
     * Takes the next value.
     *
     * @param record the number of its record, from 0
     * @param text in UTF-8; empty where it is missing
     * @param asText whether the format says that it is a text, whatever stands in it
     */
    void add(long record, byte[] text, boolean asText) {
        if (text.length == 0) {
            missing++;
            return;
        }
        if (record < HEAD) {
            head[(int) record] = Math.max(1, Arrays.hashCode(text) & Integer.MAX_VALUE);
        }
        there++;
        texts.add(text, 0, text.length);
        FieldKind kind = FieldKind.of(text, 0, text.length);
        if (kind == FieldKind.NUMBER && asText) {
            quotedNumbers++;
            kind = FieldKind.TEXT;
        }
        kinds.merge(kind, 1L, Long::sum);
        if (kind == FieldKind.NUMBER) {
            number(Double.parseDouble(new String(text, StandardCharsets.UTF_8)));
        } else if (firstText.isEmpty()) {
            firstText = new String(text, StandardCharsets.UTF_8);
        }
    }

    private void number(double number) {
        moments.add(number);
        quantiles.add(number);
        whole &= number == Math.rint(number);
        counting &= Double.isNaN(last) || number == last + 1;
        last = number;
    }

    /** Takes a value that is an object or a list. */
    void addNested() {
        there++;
        nested++;
    }

    String name() {
        return name;
    }

    /**
     * Whether each of its values, which are few, came with one value of another column only, in the
     * first records.
     */
    boolean tells(ColumnProfile other) {
        Map<Integer, Integer> told = new HashMap<>();
        int rows = 0;
        for (int row = 0; row < HEAD; row++) {
            if (head[row] != 0 && other.head[row] != 0) {
                rows++;
                Integer before = told.putIfAbsent(head[row], other.head[row]);
                if (before != null && before != other.head[row]) {
                    return false;
                }
            }
        }
        return told.size() > 1
                && told.size() <= rows / RECORDS_A_VALUE
                && Set.copyOf(told.values()).size() > 1;
    }

    long there() {
        return there;
    }

    long missing() {
        return missing;
    }

    long nested() {
        return nested;
    }

    long of(FieldKind kind) {
        return kinds.getOrDefault(kind, 0L);
    }

    /** Numbers that the format says are texts. */
    long quotedNumbers() {
        return quotedNumbers;
    }

    /** Of the numbers. */
    Moments moments() {
        return moments;
    }

    /** Of the numbers. */
    Quantiles quantiles() {
        return quantiles;
    }

    DistinctTexts texts() {
        return texts;
    }

    /** Whether all numbers are whole. */
    boolean isWhole() {
        return whole && moments.count() > 0;
    }

    /** Whether each number is one more than the last. */
    boolean isCounting() {
        return counting && moments.count() > 1;
    }

    /** The first value that is no number. */
    String firstText() {
        return firstText;
    }
}
