package io.ratchet.kafka.notation;

/**
 * Dates of the proleptic Gregorian calendar and day numbers since 1970-01-01, without objects.
 *
 * <p>The formulas are Howard Hinnant's ("chrono-Compatible Low-Level Date Algorithms").
 */
final class CivilDate {
    private static final int DAYS_PER_ERA = 146_097;
    private static final int DAYS_FROM_YEAR_0_TO_EPOCH = 719_468;

    private CivilDate() {}

    /** The day number of a date that exists; months and days count from 1. */
    static long epochDay(int year, int month, int day) {
        int shifted = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(shifted, 400);
        int yearOfEra = shifted - era * 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return (long) era * DAYS_PER_ERA + dayOfEra - DAYS_FROM_YEAR_0_TO_EPOCH;
    }

    static int dayOfMonth(long epochDay) {
        int dayOfYear = dayOfYearFromMarch(epochDay);
        int shiftedMonth = (5 * dayOfYear + 2) / 153;
        return dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
    }

    static int month(long epochDay) {
        int shiftedMonth = (5 * dayOfYearFromMarch(epochDay) + 2) / 153;
        return shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
    }

    static int year(long epochDay) {
        long days = epochDay + DAYS_FROM_YEAR_0_TO_EPOCH;
        int era = (int) Math.floorDiv(days, (long) DAYS_PER_ERA);
        int year = yearOfEra((int) Math.floorMod(days, (long) DAYS_PER_ERA)) + era * 400;
        return month(epochDay) <= 2 ? year + 1 : year;
    }

    static int daysOfMonth(int year, int month) {
        return switch (month) {
            case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    private static int dayOfYearFromMarch(long epochDay) {
        long days = epochDay + DAYS_FROM_YEAR_0_TO_EPOCH;
        int dayOfEra = (int) Math.floorMod(days, (long) DAYS_PER_ERA);
        int yearOfEra = yearOfEra(dayOfEra);
        return dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    }

    private static int yearOfEra(int dayOfEra) {
        return (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    }
}
