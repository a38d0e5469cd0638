package io.ratchet.kafka.row;

import io.ratchet.kafka.format.LabelKind;
import io.ratchet.kafka.format.RefusalReason;
import io.ratchet.kafka.format.RefusedRecordException;
import io.ratchet.kafka.format.TextIds;
import io.ratchet.kafka.text.Excerpt;
import java.util.List;

/** Encodes a label that is the name of its class. */
final class ClassNameEncoder implements FieldEncoder {
    /** So many names a refusal shows. */
    private static final int SHOWN_NAMES = 8;

    private final String column;
    private final TextIds ids;
    private final String expected;

    ClassNameEncoder(String column, LabelKind.Named kind) {
        this.column = column;
        this.ids = new TextIds.Listed(kind.names());
        this.expected = shown(kind.names());
    }

    private static String shown(List<String> names) {
        StringBuilder shown = new StringBuilder();
        for (String name : names.subList(0, Math.min(SHOWN_NAMES, names.size()))) {
            shown.append(shown.isEmpty() ? "" : ", ").append(Excerpt.of(name));
        }
        return names.size() > SHOWN_NAMES
                ? shown + " and " + (names.size() - SHOWN_NAMES) + " more"
                : shown.toString();
    }

    @Override
    public void encode(byte[] bytes, int from, int to, DecodedRow into)
            throws RefusedRecordException {
        int id = ids.idOf(bytes, from, to);
        if (id == 0) {
            throw new RefusedRecordException(
                    RefusalReason.LABEL_OUT_OF_RANGE,
                    "label '"
                            + column
                            + "': "
                            + Excerpt.of(bytes, from, to)
                            + " is none of the classes "
                            + expected);
        }
        into.label(id - 1);
    }

    @Override
    public void encodeMissing(DecodedRow into) throws RefusedRecordException {
        throw new RefusedRecordException(
                RefusalReason.MISSING_VALUE, "label '" + column + "' has no value");
    }

    @Override
    public boolean takesNumbers() {
        return true;
    }

    @Override
    public boolean takesText() {
        return true;
    }
}
