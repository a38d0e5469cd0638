package io.ratchet.kafka.notation;

import org.jspecify.annotations.Nullable;

/**
 * Reads ISO-8601 times from bytes, without objects: {@code yyyy-MM-dd}, a {@code T} or a blank,
 * {@code HH:mm[:ss[.fraction]]}, and {@code Z}, {@code UTC}, {@code +HH:mm}, {@code +HHmm} or
 * {@code +HH}, before which a blank may stand. Seconds are checked and dropped: no {@link TimePart}
 * is finer than a minute.
 */
public final class InstantParser {
    /** Stands for "not a time, or not one that exists". */
    static final long INVALID = Long.MIN_VALUE;

    /** Stands for "a time without an offset, and no zone is known". */
    public static final long WITHOUT_OFFSET = Long.MIN_VALUE + 1;

    /** Stands for "a time that its zone skipped". */
    public static final long SKIPPED = Long.MIN_VALUE + 2;

    private static final int SHORTEST = "yyyy-MM-ddTHH:mm".length();

    private InstantParser() {}

    /** Whether it is minutes, and none of the constants that stand for something else. */
    public static boolean isTime(long epochMinutes) {
        return epochMinutes > SKIPPED;
    }

    /**
     * Minutes since 1970-01-01T00:00Z, or one of the constants.
     *
     * @param zone of times without an offset
     */
    public static long epochMinutes(byte[] bytes, int from, int to, @Nullable LocalZone zone) {
        if (to - from < SHORTEST
                || bytes[from + 4] != '-'
                || bytes[from + 7] != '-'
                || (bytes[from + 10] != 'T' && bytes[from + 10] != 't' && bytes[from + 10] != ' ')
                || bytes[from + 13] != ':') {
            return INVALID;
        }
        int century = twoDigits(bytes, from);
        int yearOfCentury = twoDigits(bytes, from + 2);
        int month = twoDigits(bytes, from + 5);
        int day = twoDigits(bytes, from + 8);
        int hour = twoDigits(bytes, from + 11);
        int minute = twoDigits(bytes, from + 14);
        if ((century | yearOfCentury | month | day | hour | minute) < 0) {
            return INVALID;
        }
        int year = century * 100 + yearOfCentury;
        if (month < 1
                || month > 12
                || day < 1
                || day > CivilDate.daysOfMonth(year, month)
                || hour > 23
                || minute > 59) {
            return INVALID;
        }
        int at = afterSeconds(bytes, from + SHORTEST, to);
        if (at < 0) {
            return INVALID;
        }
        long minutes = (CivilDate.epochDay(year, month, day) * 24 + hour) * 60 + minute;
        if (at == to) {
            return zone == null ? WITHOUT_OFFSET : zone.epochMinutes(minutes);
        }
        long offsetMinutes = offsetMinutes(bytes, bytes[at] == ' ' ? at + 1 : at, to);
        return offsetMinutes == INVALID ? INVALID : minutes - offsetMinutes;
    }

    /** Where the offset starts, or -1 if the seconds are broken. */
    static int afterSeconds(byte[] bytes, int from, int to) {
        if (from == to || bytes[from] != ':') {
            return from;
        }
        if (to - from < 3 || twoDigits(bytes, from + 1) < 0 || twoDigits(bytes, from + 1) > 59) {
            return -1;
        }
        int at = from + 3;
        if (at < to && (bytes[at] == '.' || bytes[at] == ',')) {
            int first = at + 1;
            at = first;
            while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
                at++;
            }
            if (at == first || at - first > 9) {
                return -1;
            }
        }
        return at;
    }

    private static long offsetMinutes(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 1 && (bytes[from] == 'Z' || bytes[from] == 'z')) {
            return 0;
        }
        if (length == 3 && bytes[from] == 'U' && bytes[from + 1] == 'T' && bytes[from + 2] == 'C') {
            return 0;
        }
        if (length < 3 || length > 6 || (bytes[from] != '+' && bytes[from] != '-')) {
            return INVALID;
        }
        int hours = twoDigits(bytes, from + 1);
        int minutes;
        if (length == 3) {
            minutes = 0;
        } else if (length == 5) {
            minutes = twoDigits(bytes, from + 3);
        } else if (length == 6 && bytes[from + 3] == ':') {
            minutes = twoDigits(bytes, from + 4);
        } else {
            return INVALID;
        }
        if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
            return INVALID;
        }
        int offset = hours * 60 + minutes;
        return bytes[from] == '+' ? offset : -offset;
    }

    private static int twoDigits(byte[] bytes, int from) {
        int high = bytes[from] - '0';
        int low = bytes[from + 1] - '0';
        return high < 0 || high > 9 || low < 0 || low > 9 ? -1 : high * 10 + low;
    }
}
