package io.ratchet.kafka.row;

import io.ratchet.kafka.format.LabelKind;
import io.ratchet.kafka.format.RefusalReason;
import io.ratchet.kafka.format.RefusedRecordException;
import io.ratchet.kafka.notation.DecimalMark;
import io.ratchet.kafka.notation.DecimalParser;
import io.ratchet.kafka.text.Excerpt;

/** Encodes the label as its {@link LabelKind} says. */
record LabelEncoder(Column.Label column, DecimalMark mark) implements FieldEncoder {
    @Override
    public void encode(byte[] bytes, int from, int to, DecodedRow into)
            throws RefusedRecordException {
        if (column.kind() instanceof LabelKind.Above above) {
            into.label(finite(bytes, from, to) > above.threshold() ? 1 : 0);
        } else if (column.kind() instanceof LabelKind.Classes classes) {
            into.label(classOf(bytes, from, to, classes.count()));
        } else {
            float label = DecimalParser.parseFloat(bytes, from, to, mark.sign());
            if (!Float.isFinite(label)) {
                throw NumberRefusal.ofLabel(column.name(), bytes, from, to, mark);
            }
            into.label(label);
        }
    }

    private float classOf(byte[] bytes, int from, int to, int count) throws RefusedRecordException {
        double label = finite(bytes, from, to);
        if (label < 0 || label >= count || label != Math.rint(label)) {
            throw new RefusedRecordException(
                    RefusalReason.LABEL_OUT_OF_RANGE,
                    "label '"
                            + column.name()
                            + "': "
                            + Excerpt.of(bytes, from, to)
                            + " is not a class of 0.."
                            + (count - 1));
        }
        return (float) Math.abs(label); // -0 is class 0
    }

    @Override
    public void encodeMissing(DecodedRow into) throws RefusedRecordException {
        throw NumberRefusal.missing(column.name());
    }

    @Override
    public boolean takesNumbers() {
        return true;
    }

    @Override
    public boolean takesText() {
        return false;
    }

    private double finite(byte[] bytes, int from, int to) throws RefusedRecordException {
        double number = DecimalParser.parseDouble(bytes, from, to, mark.sign());
        if (!Double.isFinite(number)) {
            throw NumberRefusal.ofLabel(column.name(), bytes, from, to, mark);
        }
        return number;
    }
}
