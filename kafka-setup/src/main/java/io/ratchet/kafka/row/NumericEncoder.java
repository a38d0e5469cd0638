package io.ratchet.kafka.row;

import io.ratchet.kafka.format.RefusedRecordException;
import io.ratchet.kafka.notation.DecimalMark;
import io.ratchet.kafka.notation.DecimalParser;

/** Encodes a number as the float {@code (x - mean) / deviation}, computed in doubles. */
record NumericEncoder(Column.Numeric column, int place, DecimalMark mark, boolean scaled)
        implements FieldEncoder {
    NumericEncoder(Column.Numeric column, int place, DecimalMark mark) {
        this(column, place, mark, column.mean() != 0 || column.deviation() != 1);
    }

    @Override
    public void encode(byte[] bytes, int from, int to, DecodedRow into)
            throws RefusedRecordException {
        float feature;
        if (scaled) {
            double number = DecimalParser.parseDouble(bytes, from, to, mark.sign());
            feature = (float) ((number - column.mean()) / column.deviation());
        } else {
            feature = DecimalParser.parseFloat(bytes, from, to, mark.sign());
        }
        if (!Float.isFinite(feature)) {
            throw NumberRefusal.of(column.name(), bytes, from, to, mark);
        }
        into.numeric()[place] = feature;
    }

    @Override
    public void encodeMissing(DecodedRow into) throws RefusedRecordException {
        if (!(column.missing() instanceof MissingNumber.Fill fill)) {
            throw NumberRefusal.missing(column.name());
        }
        into.numeric()[place] = (float) ((fill.value() - column.mean()) / column.deviation());
    }

    @Override
    public boolean takesNumbers() {
        return true;
    }

    @Override
    public boolean takesText() {
        return false;
    }
}
