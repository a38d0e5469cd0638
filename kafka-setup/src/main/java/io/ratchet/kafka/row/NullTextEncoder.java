package io.ratchet.kafka.row;

import io.ratchet.kafka.format.RefusedRecordException;
import io.ratchet.kafka.format.TextIds;
import java.util.List;

/** Takes some texts for a missing value, and leaves the others to another encoder. */
record NullTextEncoder(FieldEncoder inner, TextIds nulls) implements FieldEncoder {
    NullTextEncoder(FieldEncoder inner, List<String> nulls) {
        this(inner, new TextIds.Listed(nulls));
    }

    @Override
    public void encode(byte[] bytes, int from, int to, DecodedRow into)
            throws RefusedRecordException {
        if (standsForNothing(bytes, from, to)) {
            inner.encodeMissing(into);
        } else {
            inner.encode(bytes, from, to, into);
        }
    }

    @Override
    public void encodeMissing(DecodedRow into) throws RefusedRecordException {
        inner.encodeMissing(into);
    }

    @Override
    public boolean takesNumbers() {
        return inner.takesNumbers();
    }

    @Override
    public boolean takesText() {
        return inner.takesText();
    }

    @Override
    public boolean standsForNothing(byte[] bytes, int from, int to) {
        return nulls.idOf(bytes, from, to) > 0;
    }
}
