package io.ratchet.kafka.row;

import io.ratchet.kafka.format.TextIds;

/** Encodes a text as an id; 0 where it is missing. */
record CategoricalEncoder(TextIds ids, int place) implements FieldEncoder {
    @Override
    public void encode(byte[] bytes, int from, int to, DecodedRow into) {
        into.categorical()[place] = ids.idOf(bytes, from, to);
    }

    @Override
    public void encodeMissing(DecodedRow into) {
        into.categorical()[place] = 0;
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
