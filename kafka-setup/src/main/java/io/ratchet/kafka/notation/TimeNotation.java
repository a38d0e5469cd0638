package io.ratchet.kafka.notation;

import io.ratchet.kafka.row.Column;
import java.io.Serializable;
import java.time.ZoneId;

/** How the times of a {@link Column.Timestamp} are written. */
public sealed interface TimeNotation extends Serializable {
    /** ISO-8601 with an offset from UTC; a time without one is refused. */
    record WithOffset() implements TimeNotation {}

    /**
     * ISO-8601, in which a time without an offset is that of a zone. One that was skipped there
     * when clocks went forward is refused; of two that were the same when they went back, it is the
     * first.
     */
    record InZone(ZoneId zone) implements TimeNotation {}

    /**
     * A date, with or without a time of day, whose parts are taken as they stand: it belongs to no
     * zone.
     */
    record Date(DateOrder order) implements TimeNotation {}

    /** A number since 1970-01-01T00:00Z. */
    record Epoch(EpochUnit unit) implements TimeNotation {}
}
