package io.ratchet.kafka.row;

import io.ratchet.kafka.format.RefusalReason;
import io.ratchet.kafka.format.RefusedRecordException;
import io.ratchet.kafka.notation.DecimalMark;
import io.ratchet.kafka.notation.DecimalParser;
import io.ratchet.kafka.notation.NullText;
import io.ratchet.kafka.text.Excerpt;

/** Says what is wrong with a field that should have been a finite number. */
final class NumberRefusal {
    private NumberRefusal() {}

    /** What to do about a label that is a text. */
    static final String NAMED_CLASSES =
            "; a label that is a text needs its texts in the column's 'classes', as classes: [no,"
                    + " yes]";

    /** For bytes that did not give a finite float. */
    static RefusedRecordException of(
            String column, byte[] bytes, int from, int to, DecimalMark mark) {
        return of(column, bytes, from, to, mark, "");
    }

    /** The same for a label, which may be a text where that is said. */
    static RefusedRecordException ofLabel(
            String column, byte[] bytes, int from, int to, DecimalMark mark) {
        return of(column, bytes, from, to, mark, NAMED_CLASSES);
    }

    private static RefusedRecordException of(
            String column, byte[] bytes, int from, int to, DecimalMark mark, String advice) {
        String shown = Excerpt.of(bytes, from, to);
        if (isNumber(bytes, from, to, mark) || DecimalParser.namesNonFinite(bytes, from, to)) {
            return new RefusedRecordException(
                    RefusalReason.NOT_FINITE,
                    "column '"
                            + column
                            + "': "
                            + shown
                            + " is not a finite 32-bit float"
                            + NullText.hint(bytes, from, to));
        }
        for (DecimalMark other : DecimalMark.values()) {
            if (other != mark && isNumber(bytes, from, to, other)) {
                return new RefusedRecordException(
                        RefusalReason.WRONG_TYPE,
                        "column '"
                                + column
                                + "': "
                                + shown
                                + " is no number with the input's 'decimal: "
                                + mark.code()
                                + "'; it would be one with 'decimal: "
                                + other.code()
                                + "'");
            }
        }
        return new RefusedRecordException(
                RefusalReason.WRONG_TYPE,
                "column '"
                        + column
                        + "': "
                        + shown
                        + " is no number"
                        + (advice.isEmpty() ? NullText.hint(bytes, from, to) : advice));
    }

    private static boolean isNumber(byte[] bytes, int from, int to, DecimalMark mark) {
        return DecimalParser.isNumber(DecimalParser.parseDouble(bytes, from, to, mark.sign()));
    }

    /** For a field without a value where one is needed. */
    static RefusedRecordException missing(String column) {
        return new RefusedRecordException(
                RefusalReason.MISSING_VALUE, "column '" + column + "' has no value");
    }
}
