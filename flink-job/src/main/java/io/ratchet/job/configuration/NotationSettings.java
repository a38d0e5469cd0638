package io.ratchet.job.configuration;

import io.ratchet.job.setting.Keys;
import io.ratchet.job.setting.Scalar;
import io.ratchet.job.setting.Section;
import io.ratchet.job.setting.Setting;
import io.ratchet.job.setting.UnusableValue;
import io.ratchet.job.setting.Values;
import io.ratchet.kafka.notation.DateOrder;
import io.ratchet.kafka.notation.EpochUnit;
import io.ratchet.kafka.notation.TimeNotation;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** How the times of a column are written: two of its settings, read together. */
final class NotationSettings {
    private static final Written ISO = new Written("iso", new TimeNotation.WithOffset());
    private static final Written[] WRITTEN = {
        ISO,
        new Written("epoch-seconds", new TimeNotation.Epoch(EpochUnit.SECONDS)),
        new Written("epoch-milliseconds", new TimeNotation.Epoch(EpochUnit.MILLISECONDS)),
        new Written(DateOrder.YEAR_FIRST),
        new Written(DateOrder.DAY_FIRST),
        new Written(DateOrder.MONTH_FIRST)
    };

    private final Setting<Written> written;
    private final Setting<Optional<ZoneId>> zone;

    /** Adds the two to the keys of a column. */
    NotationSettings(Keys keys) {
        written =
                keys.defaulted(
                        "written",
                        Values.choice(Written::code, WRITTEN),
                        ISO.code(),
                        "How it is written: by ISO-8601, as `2024-03-01T10:15:30+01:00`, with a `T`"
                                + " or a blank, and `Z`, `UTC`, `+01:00`, `+0100` or `+01`; as a"
                                + " number since 1970 in UTC; or as a date, with or without a time"
                                + " behind it, which is taken as it stands: `date` for"
                                + " `2024-12-31`, `date-day-first` for `31.12.2024` or"
                                + " `31/12/2024`, `date-month-first` for `12/31/2024`.");
        zone =
                keys.optional(
                        "zone",
                        new Scalar<ZoneId>("text", ZoneOffset.UTC, NotationSettings::zone),
                        "Whose time it is where an ISO-8601 time is written without an offset:"
                                + " `UTC`, `+01:00`, `Europe/Berlin`. A time that the zone skipped"
                                + " is refused; of two that are the same when clocks go back, it is"
                                + " the first. Default: such a row is refused.");
    }

    private static Optional<ZoneId> zone(String text) throws UnusableValue {
        try {
            return Optional.of(ZoneId.of(text));
        } catch (DateTimeException e) {
            throw new UnusableValue(", which is no zone; write UTC, +01:00 or Europe/Berlin.");
        }
    }

    TimeNotation read(Section column) {
        Written form = column.get(written);
        Optional<ZoneId> given = column.get(zone);
        if (given.isPresent() && !form.equals(ISO)) {
            column.fault(
                    zone,
                    """
                    is given beside written: %s, which takes none: dates are taken as they stand, \
                    and numbers count in UTC.""",
                    form.code());
        }
        return given.<TimeNotation>map(TimeNotation.InZone::new).orElse(form.notation());
    }

    /**
     * What times may be written as.
     *
     * @param code its name in the file
     * @param notation what it is, without a zone
     */
    private record Written(String code, TimeNotation notation) {
        private Written(DateOrder order) {
            this(order.code(), new TimeNotation.Date(order));
        }
    }
}
