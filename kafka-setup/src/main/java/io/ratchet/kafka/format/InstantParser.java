package io.ratchet.kafka.format;

/**
 * Reads ISO-8601 instants, {@code yyyy-MM-ddTHH:mm[:ss[.fraction]](Z|+HH:mm|-HH:mm)}, from bytes,
 * without objects. Seconds are checked and dropped: no {@link TimePart} is finer than a minute.
 */
final class InstantParser {
    /** Stands for "not an instant, or not one that exists". */
    static final long INVALID = Long.MIN_VALUE;

    private static final int SHORTEST = "yyyy-MM-ddTHH:mmZ".length();

    private InstantParser() {}

    /** Minutes since 1970-01-01T00:00Z, or {@link #INVALID}. */
    static long epochMinutes(byte[] bytes, int from, int to) {
        if (to - from < SHORTEST
                || bytes[from + 4] != '-'
                || bytes[from + 7] != '-'
                || bytes[from + 10] != 'T'
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
        long offsetMinutes = offsetMinutes(bytes, afterSeconds(bytes, from + 16, to), to);
        if (offsetMinutes == INVALID) {
            return INVALID;
        }
        return (CivilDate.epochDay(year, month, day) * 24 + hour) * 60 + minute - offsetMinutes;
    }

    /** Where the zone starts, or -1 if the seconds are broken. */
    private static int afterSeconds(byte[] bytes, int from, int to) {
        if (bytes[from] != ':') {
            return from;
        }
        if (to - from < 3 || twoDigits(bytes, from + 1) < 0 || twoDigits(bytes, from + 1) > 59) {
            return -1;
        }
        int at = from + 3;
        if (at < to && bytes[at] == '.') {
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
        if (from < 0 || from >= to) {
            return INVALID;
        }
        if (bytes[from] == 'Z') {
            return to - from == 1 ? 0 : INVALID;
        }
        if ((bytes[from] != '+' && bytes[from] != '-')
                || to - from != 6
                || bytes[from + 3] != ':') {
            return INVALID;
        }
        int hours = twoDigits(bytes, from + 1);
        int minutes = twoDigits(bytes, from + 4);
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
