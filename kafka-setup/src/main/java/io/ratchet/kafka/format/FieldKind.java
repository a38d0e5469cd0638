package io.ratchet.kafka.format;

/** What a field's text could be, as the decoders read it. */
public enum FieldKind {
    /** A finite number. */
    NUMBER,
    /** A time by ISO-8601 with its offset from UTC. */
    INSTANT,
    /** A time by ISO-8601 without one. */
    LOCAL_TIME,
    /** Anything else. */
    TEXT;

    /** The kind of a text in UTF-8, which is not empty. */
    public static FieldKind of(byte[] bytes, int from, int to) {
        if (Float.isFinite(DecimalParser.parseFloat(bytes, from, to))) {
            return NUMBER;
        }
        long minutes = InstantParser.epochMinutes(bytes, from, to, null);
        if (InstantParser.isTime(minutes)) {
            return INSTANT;
        }
        return minutes == InstantParser.WITHOUT_OFFSET ? LOCAL_TIME : TEXT;
    }
}
