package io.ratchet.kafka.notation;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Turns local times of a zone into UTC. It remembers between which local times the last offset
 * holds, so that most times cost no object.
 *
 * <p><b>Threading</b>: belongs to one thread.
 */
public final class LocalZone {
    private static final int SECONDS_PER_MINUTE = 60;

    private final ZoneRules rules;
    private long fromMinute;
    private long toMinute;
    private int offsetSeconds;

    public LocalZone(ZoneId zone) {
        rules = zone.getRules();
    }

    /** Minutes in UTC; {@link InstantParser#SKIPPED} for a time that the zone does not have. */
    public long epochMinutes(long localMinutes) {
        if ((localMinutes < fromMinute || localMinutes >= toMinute) && !find(localMinutes)) {
            return InstantParser.SKIPPED;
        }
        return Math.floorDiv(
                localMinutes * SECONDS_PER_MINUTE - offsetSeconds, (long) SECONDS_PER_MINUTE);
    }

    private boolean find(long localMinutes) {
        LocalDateTime local =
                LocalDateTime.ofEpochSecond(localMinutes * SECONDS_PER_MINUTE, 0, ZoneOffset.UTC);
        ZoneOffsetTransition around = rules.getTransition(local);
        if (around != null) {
            fromMinute = localMinutes;
            toMinute = around.isGap() ? localMinutes : localMinutes + 1;
            offsetSeconds = around.getOffsetBefore().getTotalSeconds();
            return !around.isGap();
        }
        ZoneOffset offset = rules.getOffset(local);
        Instant instant = local.toInstant(offset);
        // One that happens at this very instant counts as before it.
        ZoneOffsetTransition before = rules.previousTransition(instant.plusSeconds(1));
        ZoneOffsetTransition after = rules.nextTransition(instant);
        fromMinute = before == null ? Long.MIN_VALUE : latest(before);
        toMinute = after == null ? Long.MAX_VALUE : earliest(after);
        offsetSeconds = offset.getTotalSeconds();
        return true;
    }

    /** The first local minute behind a change that is neither skipped nor there twice. */
    private static long latest(ZoneOffsetTransition change) {
        long later =
                Math.max(second(change.getDateTimeBefore()), second(change.getDateTimeAfter()));
        return -Math.floorDiv(-later, (long) SECONDS_PER_MINUTE);
    }

    /** The first local minute of a change that is skipped or there twice. */
    private static long earliest(ZoneOffsetTransition change) {
        long earlier =
                Math.min(second(change.getDateTimeBefore()), second(change.getDateTimeAfter()));
        return Math.floorDiv(earlier, (long) SECONDS_PER_MINUTE);
    }

    private static long second(LocalDateTime local) {
        return local.toEpochSecond(ZoneOffset.UTC);
    }
}
