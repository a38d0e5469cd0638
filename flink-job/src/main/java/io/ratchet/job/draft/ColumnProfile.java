package io.ratchet.job.draft;

import io.ratchet.job.sample.DistinctTexts;
import io.ratchet.job.sample.Moments;
import io.ratchet.job.sample.TextBudget;
import io.ratchet.kafka.notation.DecimalMark;
import io.ratchet.kafka.notation.FieldKind;
import io.ratchet.kafka.text.ComposedText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was seen of a column, in one pass and bounded memory. */
final class ColumnProfile {
    /** Of so many records, the first ones, it is kept what they have here. */
    static final int HEAD = 1_000;

    private static final int RECORDS_A_VALUE = 10;
    private static final int MOST_FIELDS = 20;

    private final String name;
    private final DecimalMark mark;
    private final Moments moments = new Moments();
    private final Quantiles quantiles = new Quantiles();
    private final DistinctTexts texts;
    private final NullTexts nulls = new NullTexts();
    private final Map<FieldKind, Long> kinds = new EnumMap<>(FieldKind.class);
    private final Map<FieldKind, String> firsts = new LinkedHashMap<>();
    private final Set<String> fields = new LinkedHashSet<>();
    private final int[] head = new int[HEAD];
    private long there;
    private long missing;
    private long nested;
    private long quotedNumbers;
    private long dressedNumbers;
    private long textsInHead;
    private String firstDressed = "";
    private boolean timeOfDay;
    private boolean whole = true;
    private boolean counting = true;
    private double last = Double.NaN;

    /**
     * @param mark what stands before the fraction of a number
     * @param budget how many texts may be told apart, of all columns
     */
    ColumnProfile(String name, DecimalMark mark, TextBudget budget) {
        this.name = name;
        this.mark = mark;
        this.texts = new DistinctTexts(budget);
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
        byte[] composed = ComposedText.of(text);
        texts.add(composed, 0, composed.length);
        FieldKind kind = FieldKind.of(text, 0, text.length, mark);
        boolean quoted = kind == FieldKind.NUMBER && asText;
        if (quoted) {
            quotedNumbers++;
            kind = FieldKind.TEXT;
        }
        if (kind == FieldKind.TEXT && nulls.add(text)) {
            return;
        }
        kinds.merge(kind, 1L, Long::sum);
        if (kind == FieldKind.NUMBER) {
            number(mark.parse(text));
        } else {
            text(record, kind, new String(text, StandardCharsets.UTF_8), quoted);
        }
    }

    private void number(double number) {
        moments.add(number);
        quantiles.add(number);
        whole &= number == Math.rint(number);
        counting &= Double.isNaN(last) || number == last + 1;
        last = number;
    }

    private void text(long record, FieldKind kind, String text, boolean quoted) {
        firsts.putIfAbsent(kind, text);
        if (kind != FieldKind.TEXT) {
            timeOfDay |= text.indexOf(':') > 0;
        } else if (record < HEAD) {
            textsInHead++;
            if (!quoted && DressedNumber.is(text)) {
                dressedNumbers++;
                firstDressed = firstDressed.isEmpty() ? text : firstDressed;
            }
        }
    }

    /**
     * Takes a value that is an object or a list.
     *
     * @param inner the names of an object's fields
     */
    void addNested(List<String> inner) {
        there++;
        nested++;
        for (String field : inner) {
            if (fields.size() <= MOST_FIELDS) {
                fields.add(field);
            }
        }
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

    /** Values, also those that say that there is none. */
    long there() {
        return there;
    }

    /** Empty ones, and null in JSON. */
    long missing() {
        return missing;
    }

    /** Texts that may stand for a missing value. */
    NullTexts nulls() {
        return nulls;
    }

    /** Values that do not say that there is none. */
    long values() {
        return there - nulls.count();
    }

    long nested() {
        return nested;
    }

    /** The names of fields within objects, the first of them. */
    List<String> fields() {
        return new ArrayList<>(fields);
    }

    long of(FieldKind kind) {
        return kinds.getOrDefault(kind, 0L);
    }

    /** Values of other kinds; objects are of none. */
    long otherThan(Set<FieldKind> wanted) {
        return values() - wanted.stream().mapToLong(this::of).sum();
    }

    /** The first value of another kind; empty where there is none. */
    String firstBut(Set<FieldKind> wanted) {
        return firsts.entrySet().stream()
                .filter(first -> !wanted.contains(first.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** Numbers that the format says are texts. */
    long quotedNumbers() {
        return quotedNumbers;
    }

    /** Whether most of the first texts are numbers in a form that is not read. */
    boolean isDressedNumbers() {
        return textsInHead > 0 && dressedNumbers > textsInHead / 2;
    }

    /** The first of these. */
    String firstDressed() {
        return firstDressed;
    }

    /** Whether a time of day stands behind a date. */
    boolean hasTimeOfDay() {
        return timeOfDay;
    }

    /** Of the numbers. */
    Moments moments() {
        return moments;
    }

    /** Of the numbers. */
    Quantiles quantiles() {
        return quantiles;
    }

    /** All values, also those that say that there is none. */
    DistinctTexts texts() {
        return texts;
    }

    /** How many different values there are that do not say that there is none. */
    int distinct() {
        return Math.max(0, texts.count() - nulls.distinct());
    }

    /** Whether all numbers are whole. */
    boolean isWhole() {
        return whole && moments.count() > 0;
    }

    /** Whether each number is one more than the last. */
    boolean isCounting() {
        return counting && moments.count() > 1;
    }
}
