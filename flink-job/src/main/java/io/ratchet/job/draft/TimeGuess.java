package io.ratchet.job.draft;

import io.ratchet.job.message.Message;
import io.ratchet.kafka.notation.DateOrder;
import io.ratchet.kafka.notation.FieldKind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Whether a column that is no number is a time or a date, and how it is written. */
final class TimeGuess {
    private static final Set<FieldKind> ISO = EnumSet.of(FieldKind.INSTANT, FieldKind.LOCAL_TIME);
    private static final Set<FieldKind> YEAR_FIRST =
            EnumSet.of(FieldKind.DATE, FieldKind.LOCAL_TIME);
    private static final Set<FieldKind> DAY_FIRST =
            EnumSet.of(FieldKind.DAY_FIRST, FieldKind.DAY_OR_MONTH_FIRST);
    private static final Set<FieldKind> MONTH_FIRST =
            EnumSet.of(FieldKind.MONTH_FIRST, FieldKind.DAY_OR_MONTH_FIRST);

    private TimeGuess() {}

    static Optional<ColumnGuess> of(ColumnProfile column) {
        if (isAll(column, ISO)) {
            return Optional.of(iso(column));
        }
        if (isAll(column, YEAR_FIRST)) {
            return Optional.of(date(column, DateOrder.YEAR_FIRST, YEAR_FIRST));
        }
        boolean day = isAll(column, DAY_FIRST);
        boolean month = isAll(column, MONTH_FIRST);
        if (!day && !month) {
            return Optional.empty();
        }
        String first = column.firstBut(Set.of());
        boolean points = first.indexOf('.') > 0;
        boolean dayFirst =
                isOpen(column)
                        ? points || first.indexOf('/') < 0
                        : column.of(FieldKind.DAY_FIRST) >= column.of(FieldKind.MONTH_FIRST);
        ColumnGuess guess =
                dayFirst
                        ? date(column, DateOrder.DAY_FIRST, DAY_FIRST)
                        : date(column, DateOrder.MONTH_FIRST, MONTH_FIRST);
        return Optional.of(
                isOpen(column) && !points
                        ? guess.but(
                                Message.of(
                                        """
                                        dates such as '%s' do not tell whether the day or the \
                                        month stands first: it is taken for the %s; 'written: %s' \
                                        says otherwise""",
                                        FeatureGuess.shortened(first),
                                        dayFirst ? "day" : "month",
                                        (dayFirst ? DateOrder.MONTH_FIRST : DateOrder.DAY_FIRST)
                                                .code()))
                        : guess);
    }

    /** The kinds of values that a column with these keys takes. */
    static Set<FieldKind> kinds(String keys) {
        if (keys.contains(written(DateOrder.DAY_FIRST))) {
            return DAY_FIRST;
        }
        if (keys.contains(written(DateOrder.MONTH_FIRST))) {
            return MONTH_FIRST;
        }
        return keys.contains(written(DateOrder.YEAR_FIRST)) ? YEAR_FIRST : ISO;
    }

    /** Whether no date says whether its day or its month stands first. */
    private static boolean isOpen(ColumnProfile column) {
        return column.of(FieldKind.DAY_FIRST) == 0 && column.of(FieldKind.MONTH_FIRST) == 0;
    }

    private static boolean isAll(ColumnProfile column, Set<FieldKind> kinds) {
        return column.otherThan(kinds) <= FeatureGuess.REFUSED * column.values();
    }

    private static String written(DateOrder order) {
        return "written: " + order.code();
    }

    private static ColumnGuess iso(ColumnProfile column) {
        long local = column.of(FieldKind.LOCAL_TIME);
        String zone = local == 0 ? "" : ", zone: UTC";
        return new ColumnGuess(
                "timestamp",
                "parts: [month, day-of-week, hour]" + zone,
                Message.of(
                        "time%s%s%s",
                        local == 0 ? "" : ", without an offset: is it UTC? Set the zone",
                        FeatureGuess.missing(column, ""),
                        FeatureGuess.refused(column, ISO, "no time")));
    }

    private static ColumnGuess date(ColumnProfile column, DateOrder order, Set<FieldKind> kinds) {
        return new ColumnGuess(
                "timestamp",
                Message.of(
                        "parts: [month, day-of-week%s], %s",
                        column.hasTimeOfDay() ? ", hour" : "", written(order)),
                Message.of(
                        "date%s%s",
                        FeatureGuess.missing(column, ""),
                        FeatureGuess.refused(column, kinds, "no date")));
    }
}
