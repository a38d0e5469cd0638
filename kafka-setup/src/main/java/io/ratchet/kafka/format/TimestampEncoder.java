package io.ratchet.kafka.format;

import org.jspecify.annotations.Nullable;

/** Encodes the parts of an instant as ids from {@code firstPlace} on. */
final class TimestampEncoder implements FieldEncoder {
    private final Column.Timestamp column;
    private final TimePart[] parts;
    private final int firstPlace;
    private final @Nullable EpochUnit epoch;
    private final @Nullable LocalZone zone;

    TimestampEncoder(Column.Timestamp column, int firstPlace) {
        this.column = column;
        this.parts = column.parts().toArray(TimePart[]::new);
        this.firstPlace = firstPlace;
        this.epoch = column.notation() instanceof TimeNotation.Epoch number ? number.unit() : null;
        this.zone =
                column.notation() instanceof TimeNotation.InZone local
                        ? new LocalZone(local.zone())
                        : null;
    }

    @Override
    public void encode(byte[] bytes, int from, int to, DecodedRow into)
            throws RefusedRecordException {
        long epochMinutes =
                epoch == null
                        ? InstantParser.epochMinutes(bytes, from, to, zone)
                        : epoch.epochMinutes(DecimalParser.parseDouble(bytes, from, to));
        if (!InstantParser.isTime(epochMinutes)) {
            throw TimeRefusal.of(column, epochMinutes, bytes, from, to);
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
        return epoch != null;
    }

    @Override
    public boolean takesText() {
        return true;
    }
}
