package io.ratchet.training.run;

/**
 * How many records were refused for one reason, and the first of them.
 *
 * @param reason a stable code, such as {@code malformed}
 * @param records how many
 * @param partition where the first of them stands
 * @param offset where the first of them stands
 * @param detail what was found in the first of them, for a reader; at most {@link #DETAIL_LENGTH}
 *     characters
 */
public record RefusalCount(String reason, long records, int partition, long offset, String detail) {
    /** So many characters of a detail are kept; quarantine has all of them. */
    public static final int DETAIL_LENGTH = 200;

    public RefusalCount {
        if (records < 1) {
            throw new IllegalArgumentException(
                    "A count of " + records + " records refused as '" + reason + "'.");
        }
        detail = shorten(detail);
    }

    /** As much of a detail as is kept. */
    public static String shorten(String detail) {
        return detail.length() > DETAIL_LENGTH ? detail.substring(0, DETAIL_LENGTH) : detail;
    }

    /** This count and a later one of the same reason. */
    RefusalCount and(RefusalCount later) {
        return new RefusalCount(reason, records + later.records, partition, offset, detail);
    }
}
