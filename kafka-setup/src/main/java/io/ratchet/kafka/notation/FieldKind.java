package io.ratchet.kafka.notation;

/** What a field's text could be, as the decoders read it. */
public enum FieldKind {
    /** A finite number. */
    NUMBER,
    /** A time by ISO-8601 with its offset from UTC. */
    INSTANT,
    /** A time by ISO-8601 without one. */
    LOCAL_TIME,
    /** A date with the year first, and no time that {@link #LOCAL_TIME} would be. */
    DATE,
    /** A date that exists with the day first, and not with the month first. */
    DAY_FIRST,
    /** A date that exists with the month first, and not with the day first. */
    MONTH_FIRST,
    /** A date that exists with either first, such as 3/4/2024. */
    DAY_OR_MONTH_FIRST,
    /** Anything else. */
    TEXT;

    /** The kind of a text in UTF-8, which is not empty. */
    public static FieldKind of(byte[] bytes, int from, int to, DecimalMark mark) {
        if (Float.isFinite(DecimalParser.parseFloat(bytes, from, to, mark.sign()))) {
            return NUMBER;
        }
        long minutes = InstantParser.epochMinutes(bytes, from, to, null);
        if (InstantParser.isTime(minutes)) {
            return INSTANT;
        }
        return minutes == InstantParser.WITHOUT_OFFSET ? LOCAL_TIME : date(bytes, from, to);
    }

    private static FieldKind date(byte[] bytes, int from, int to) {
        if (isDate(bytes, from, to, DateOrder.YEAR_FIRST)) {
            return DATE;
        }
        boolean dayFirst = isDate(bytes, from, to, DateOrder.DAY_FIRST);
        if (isDate(bytes, from, to, DateOrder.MONTH_FIRST)) {
            return dayFirst ? DAY_OR_MONTH_FIRST : MONTH_FIRST;
        }
        return dayFirst ? DAY_FIRST : TEXT;
    }

    private static boolean isDate(byte[] bytes, int from, int to, DateOrder order) {
        return InstantParser.isTime(DateParser.minutes(bytes, from, to, order));
    }
}
