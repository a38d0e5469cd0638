package io.ratchet.kafka.format;

/** Encodes the parts of an instant as ids from {@code firstPlace} on. */
record TimestampEncoder(Column.Timestamp column, TimePart[] parts, int firstPlace)
        implements FieldEncoder {
    TimestampEncoder(Column.Timestamp column, int firstPlace) {
        this(column, column.parts().toArray(TimePart[]::new), firstPlace);
    }

    @Override
    public void encode(byte[] bytes, int from, int to, DecodedRow into)
            throws RefusedRecordException {
        long epochMinutes = InstantParser.epochMinutes(bytes, from, to);
        if (epochMinutes == InstantParser.INVALID) {
            throw new RefusedRecordException(
                    RefusalReason.WRONG_TYPE,
                    "column '"
                            + column.name()
                            + "': "
                            + Excerpt.of(bytes, from, to)
                            + " is no ISO-8601 instant that exists");
        }
        for (int i = 0; i < parts.length; i++) {
            into.categorical()[firstPlace + i] = 1 + parts[i].of(epochMinutes);
        }
    }

    @Override
    public void encodeMissing(DecodedRow into) {
        for (int i = 0; i < parts.length; i++) {
            into.categorical()[firstPlace + i] = 0;
        }
    }

    @Override
    public boolean takesNumbers() {
        return false;
    }

    @Override
    public boolean takesText() {
        return true;
    }
}
