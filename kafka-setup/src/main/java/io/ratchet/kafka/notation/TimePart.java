package io.ratchet.kafka.notation;

/** A part of a UTC time that is a category of its own. Configurations name it by its code. */
public enum TimePart {
    /** 0 to 59. */
    MINUTE("minute", 60),
    /** 0 to 1439. */
    MINUTE_OF_DAY("minute-of-day", 1440),
    /** 0 to 23. */
    HOUR("hour", 24),
    /** Monday is 0. */
    DAY_OF_WEEK("day-of-week", 7),
    /** The first is 0. */
    DAY_OF_MONTH("day-of-month", 31),
    /** The first of January is 0. */
    DAY_OF_YEAR("day-of-year", 366),
    /** January is 0. */
    MONTH("month", 12);

    private static final int MINUTES_PER_DAY = 1440;

    private final String code;
    private final int size;

    TimePart(String code, int size) {
        this.code = code;
        this.size = size;
    }

    /** The stable text that stands for this part in configurations. */
    public String code() {
        return code;
    }

    /** How many different values this part has. */
    public int size() {
        return size;
    }

    /** This part of a time, from 0 to {@code size() - 1}. */
    public int of(long epochMinutes) {
        int minuteOfDay = (int) Math.floorMod(epochMinutes, (long) MINUTES_PER_DAY);
        long epochDay = Math.floorDiv(epochMinutes, (long) MINUTES_PER_DAY);
        return switch (this) {
            case MINUTE -> minuteOfDay % 60;
            case MINUTE_OF_DAY -> minuteOfDay;
            case HOUR -> minuteOfDay / 60;
            // Day 0 was a Thursday.
            case DAY_OF_WEEK -> (int) Math.floorMod(epochDay + 3, 7L);
            case DAY_OF_MONTH -> CivilDate.dayOfMonth(epochDay) - 1;
            case DAY_OF_YEAR ->
                    (int) (epochDay - CivilDate.epochDay(CivilDate.year(epochDay), 1, 1));
            case MONTH -> CivilDate.month(epochDay) - 1;
        };
    }
}
