package io.ratchet.job.draft;

import io.ratchet.job.sample.DistinctTexts;
import io.ratchet.job.sample.Moments;
import io.ratchet.kafka.format.FieldKind;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/** What was seen of a column, in one pass and bounded memory. */
final class ColumnProfile {
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
    private String firstText = "";

    ColumnProfile(String name) {
        this.name = name;
    }

    /**
     * Takes the next value.
     *
     * @param text in UTF-8; empty where it is missing
     * @param asText whether the format says that it is a text, whatever stands in it
     */
    void add(byte[] text, boolean asText) {
        if (text.length == 0) {
            missing++;
            return;
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
