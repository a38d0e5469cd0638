package io.ratchet.kafka.notation;

/**
 * Reads dates from bytes, without objects, with or without a time of day behind them: {@code
 * yyyy-MM-dd}, or day, month and year in either order with points, slashes or dashes between them,
 * where days and months may have one digit; then a blank or a {@code T} and {@code
 * HH:mm[:ss[.fraction]]}.
 */
public final class DateParser {
    private static final int YEAR_DIGITS = 4;

    private DateParser() {}

    /** Minutes from 1970-01-01 as it stands, in no zone; {@link InstantParser#INVALID} for none. */
    public static long minutes(byte[] bytes, int from, int to, DateOrder order) {
        int firstEnd = endOfDigits(bytes, from, to);
        int secondEnd = firstEnd + 1 < to ? endOfDigits(bytes, firstEnd + 1, to) : to;
        if (secondEnd + 1 >= to
                || !isMark(bytes[firstEnd])
                || bytes[secondEnd] != bytes[firstEnd]) {
            return InstantParser.INVALID;
        }
        int lastEnd = endOfDigits(bytes, secondEnd + 1, to);
        boolean yearFirst = order == DateOrder.YEAR_FIRST;
        int year =
                yearFirst
                        ? number(bytes, from, firstEnd, YEAR_DIGITS, YEAR_DIGITS)
                        : number(bytes, secondEnd + 1, lastEnd, YEAR_DIGITS, YEAR_DIGITS);
        int first =
                yearFirst
                        ? number(bytes, secondEnd + 1, lastEnd, 1, 2)
                        : number(bytes, from, firstEnd, 1, 2);
        int second = number(bytes, firstEnd + 1, secondEnd, 1, 2);
        int month = order == DateOrder.MONTH_FIRST ? first : second;
        int day = order == DateOrder.MONTH_FIRST ? second : first;
        if (year < 0
                || month < 1
                || month > 12
                || day < 1
                || day > CivilDate.daysOfMonth(year, month)) {
            return InstantParser.INVALID;
        }
        int time = lastEnd == to ? 0 : minuteOfDay(bytes, lastEnd, to);
        return time < 0
                ? InstantParser.INVALID
                : CivilDate.epochDay(year, month, day) * 24 * 60 + time;
    }

    /** The minute of the day that stands behind a date; -1 for none. */
    private static int minuteOfDay(byte[] bytes, int from, int to) {
        if (bytes[from] != ' ' && bytes[from] != 'T') {
            return -1;
        }
        int hourEnd = endOfDigits(bytes, from + 1, to);
        int hour = number(bytes, from + 1, hourEnd, 1, 2);
        if (hour < 0 || hour > 23 || hourEnd + 3 > to || bytes[hourEnd] != ':') {
            return -1;
        }
        int minute = number(bytes, hourEnd + 1, hourEnd + 3, 2, 2);
        if (minute < 0 || minute > 59) {
            return -1;
        }
        return InstantParser.afterSeconds(bytes, hourEnd + 3, to) == to ? hour * 60 + minute : -1;
    }

    private static boolean isMark(byte value) {
        return value == '-' || value == '/' || value == '.';
    }

    private static int endOfDigits(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && bytes[end] >= '0' && bytes[end] <= '9') {
            end++;
        }
        return end;
    }

    /** The number of so many digits; -1 for none. */
    private static int number(byte[] bytes, int from, int to, int least, int most) {
        if (to - from < least || to - from > most) {
            return -1;
        }
        int number = 0;
        for (int at = from; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }
}
