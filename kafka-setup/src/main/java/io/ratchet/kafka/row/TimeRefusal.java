package io.ratchet.kafka.row;

import io.ratchet.kafka.format.RefusalReason;
import io.ratchet.kafka.format.RefusedRecordException;
import io.ratchet.kafka.notation.DateOrder;
import io.ratchet.kafka.notation.DateParser;
import io.ratchet.kafka.notation.DecimalParser;
import io.ratchet.kafka.notation.EpochUnit;
import io.ratchet.kafka.notation.InstantParser;
import io.ratchet.kafka.notation.NullText;
import io.ratchet.kafka.notation.TimeNotation;
import io.ratchet.kafka.text.Excerpt;

/** Says what is wrong with a field that should have been a time. */
final class TimeRefusal {
    private TimeRefusal() {}

    /**
     * For bytes that gave no time.
     *
     * @param result what they gave instead
     */
    static RefusedRecordException of(
            Column.Timestamp column, long result, byte[] bytes, int from, int to) {
        return new RefusedRecordException(
                RefusalReason.WRONG_TYPE,
                "column '"
                        + column.name()
                        + "': "
                        + Excerpt.of(bytes, from, to)
                        + " "
                        + reason(column.notation(), result, bytes, from, to)
                        + NullText.hint(bytes, from, to));
    }

    private static String reason(
            TimeNotation notation, long result, byte[] bytes, int from, int to) {
        boolean number = DecimalParser.isNumber(DecimalParser.parseDouble(bytes, from, to));
        if (notation instanceof TimeNotation.Epoch epoch) {
            String unit = epoch.unit() == EpochUnit.SECONDS ? "seconds" : "milliseconds";
            return number
                    ? "as "
                            + unit
                            + " since 1970 is not in the years 1 to 9999; is it written in another"
                            + " unit?"
                    : "is no number of " + unit + " since 1970";
        }
        if (notation instanceof TimeNotation.Date date) {
            return "is no date that exists, written as the column's 'written: "
                    + date.order().code()
                    + "' says"
                    + otherOrder(bytes, from, to);
        }
        if (result == InstantParser.WITHOUT_OFFSET) {
            return "has no offset from UTC; the column's 'zone' says which zone's time it is";
        }
        if (result == InstantParser.SKIPPED && notation instanceof TimeNotation.InZone local) {
            return "is a time that " + local.zone() + " skipped when clocks went forward";
        }
        String order = otherOrder(bytes, from, to);
        if (!order.isEmpty()) {
            return "is a date, and no ISO-8601 time" + order;
        }
        return number
                ? "is no ISO-8601 time; the column's 'written' says so if it is a number since 1970"
                : "is no ISO-8601 instant that exists";
    }

    /** What to do about a date that is written otherwise; empty where it is none. */
    private static String otherOrder(byte[] bytes, int from, int to) {
        for (DateOrder order : DateOrder.values()) {
            if (InstantParser.isTime(DateParser.minutes(bytes, from, to, order))) {
                return "; the column's 'written: " + order.code() + "' takes it";
            }
        }
        return "";
    }
}
