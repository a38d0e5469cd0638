package io.ratchet.kafka.notation;

/** What a number since 1970-01-01T00:00Z counts. */
public enum EpochUnit {
    /** Seconds, with or without a fraction. */
    SECONDS(1),
    /** Milliseconds. */
    MILLISECONDS(1000);

    private static final double SECONDS_AT_YEAR_1 = -62_135_596_800.0;
    private static final double SECONDS_AT_YEAR_10000 = 253_402_300_800.0;
    private static final int SECONDS_PER_MINUTE = 60;

    private final int perSecond;

    EpochUnit(int perSecond) {
        this.perSecond = perSecond;
    }

    /** Minutes since then; {@link InstantParser#INVALID} beyond the years 1 to 9999. */
    public long epochMinutes(double count) {
        double seconds = count / perSecond;
        if (!(seconds >= SECONDS_AT_YEAR_1 && seconds < SECONDS_AT_YEAR_10000)) {
            return InstantParser.INVALID;
        }
        return Math.floorDiv((long) Math.floor(count), (long) perSecond * SECONDS_PER_MINUTE);
    }
}
