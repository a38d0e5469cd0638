package io.ratchet.kafka.format;

/** Says what is wrong with a field that should have been a finite number. */
final class NumberRefusal {
    private NumberRefusal() {}

    /** For bytes that did not give a finite float. */
    static RefusedRecordException of(String column, byte[] bytes, int from, int to) {
        String shown = Excerpt.of(bytes, from, to);
        boolean number = DecimalParser.isNumber(DecimalParser.parseDouble(bytes, from, to));
        if (number || DecimalParser.namesNonFinite(bytes, from, to)) {
            return new RefusedRecordException(
                    RefusalReason.NOT_FINITE,
                    "column '" + column + "': " + shown + " is not a finite 32-bit float");
        }
        return new RefusedRecordException(
                RefusalReason.WRONG_TYPE, "column '" + column + "': " + shown + " is no number");
    }

    /** For a field without a value where one is needed. */
    static RefusedRecordException missing(String column) {
        return new RefusedRecordException(
                RefusalReason.MISSING_VALUE, "column '" + column + "' has no value");
    }
}
