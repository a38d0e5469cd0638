package io.ratchet.kafka.row;

import io.ratchet.kafka.format.RefusedRecordException;

/** Tells what an encoder has taken. */
record ObservedEncoder(FieldEncoder inner, int column, FieldObserver observer)
        implements FieldEncoder {
    @Override
    public void encode(byte[] bytes, int from, int to, DecodedRow into)
            throws RefusedRecordException {
        inner.encode(bytes, from, to, into);
        observer.value(column, bytes, from, to);
    }

    @Override
    public void encodeMissing(DecodedRow into) throws RefusedRecordException {
        inner.encodeMissing(into);
        observer.missing(column);
    }

    @Override
    public boolean takesNumbers() {
        return inner.takesNumbers();
    }

    @Override
    public boolean takesText() {
        return inner.takesText();
    }
}
