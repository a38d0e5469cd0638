package io.ratchet.kafka.row;

import io.ratchet.kafka.format.RefusedRecordException;
import io.ratchet.kafka.notation.DateOrder;
import io.ratchet.kafka.notation.DateParser;
import io.ratchet.kafka.notation.DecimalMark;
import io.ratchet.kafka.notation.DecimalParser;
import io.ratchet.kafka.notation.EpochUnit;
import io.ratchet.kafka.notation.InstantParser;
import io.ratchet.kafka.notation.LocalZone;
import io.ratchet.kafka.notation.TimeNotation;
import io.ratchet.kafka.notation.TimePart;
import org.jspecify.annotations.Nullable;

/** Encodes the parts of an instant as ids from {@code firstPlace} on. */
final class TimestampEncoder implements FieldEncoder {
    private final Column.Timestamp column;
    private final TimePart[] parts;
    private final int firstPlace;
    private final @Nullable EpochUnit epoch;
    private final @Nullable LocalZone zone;
    private final @Nullable DateOrder date;
    private final DecimalMark mark;

    TimestampEncoder(Column.Timestamp column, int firstPlace, DecimalMark mark) {
        this.column = column;
        this.parts = column.parts().toArray(TimePart[]::new);
        this.firstPlace = firstPlace;
        this.epoch = column.notation() instanceof TimeNotation.Epoch number ? number.unit() : null;
        this.zone =
                column.notation() instanceof TimeNotation.InZone local
                        ? new LocalZone(local.zone())
                        : null;
        this.date = column.notation() instanceof TimeNotation.Date dates ? dates.order() : null;
        this.mark = mark;
    }

    @Override
    public void encode(byte[] bytes, int from, int to, DecodedRow into)
            throws RefusedRecordException {
        long epochMinutes = minutes(bytes, from, to);
        if (!InstantParser.isTime(epochMinutes)) {
            throw TimeRefusal.of(column, epochMinutes, bytes, from, to);
        }
        for (int i = 0; i < parts.length; i++) {
            into.categorical()[firstPlace + i] = 1 + parts[i].of(epochMinutes);
        }
    }

    private long minutes(byte[] bytes, int from, int to) {
        if (epoch != null) {
            return epoch.epochMinutes(DecimalParser.parseDouble(bytes, from, to, mark.sign()));
        }
        return date == null
                ? InstantParser.epochMinutes(bytes, from, to, zone)
                : DateParser.minutes(bytes, from, to, date);
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
