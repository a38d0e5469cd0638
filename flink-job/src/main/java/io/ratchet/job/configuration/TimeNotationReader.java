package io.ratchet.job.configuration;

import io.ratchet.kafka.notation.DateOrder;
import io.ratchet.kafka.notation.EpochUnit;
import io.ratchet.kafka.notation.TimeNotation;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;

/** Reads how the times of a column are written. */
final class TimeNotationReader {
    private TimeNotationReader() {}

    static TimeNotation read(Section column) {
        String written = column.choice("written");
        if (!written.equals("iso")) {
            if (column.has("zone")) {
                column.fault(
                        "zone",
                        "is given beside written: "
                                + written
                                + (DateOrder.ofCode(written).isPresent()
                                        ? ", whose dates are taken as they stand."
                                        : ", which counts in UTC."));
            }
            Optional<DateOrder> order = DateOrder.ofCode(written);
            if (order.isPresent()) {
                return new TimeNotation.Date(order.get());
            }
            return new TimeNotation.Epoch(
                    written.equals("epoch-seconds") ? EpochUnit.SECONDS : EpochUnit.MILLISECONDS);
        }
        if (!column.has("zone")) {
            return new TimeNotation.WithOffset();
        }
        String zone = column.text("zone");
        try {
            return new TimeNotation.InZone(ZoneId.of(zone));
        } catch (DateTimeException unknown) {
            column.fault(
                    "zone",
                    "is '" + zone + "', which is no zone; write UTC, +01:00 or Europe/Berlin.");
            return new TimeNotation.WithOffset();
        }
    }
}
