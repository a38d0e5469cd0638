package io.ratchet.job.draft;

import io.ratchet.job.message.Message;
import io.ratchet.job.sample.Moments;
import io.ratchet.job.sample.Words;
import io.ratchet.kafka.notation.FieldKind;
import io.ratchet.kafka.notation.NullText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How a column is written as a label: its classes, or the question that is asked of its number. */
final class LabelForm {
    /** A text of more different values is no label. */
    static final int MOST_CLASSES = 50;

    private static final int MOST_NUMBERED = 10;
    private static final double RARE = 0.1;
    private static final Set<FieldKind> NUMBER = EnumSet.of(FieldKind.NUMBER);

    /** What is said yes with; its class is the one whose probability the model gives. */
    private static final Set<String> YES =
            Set.of("yes", "true", "1", "y", "t", "positive", "pos", "spam", "fraud", "bad");

    private LabelForm() {}

    /**
     * The column as a label; nothing where it cannot be one.
     *
     * @param rows how many rows there were
     */
    static Optional<LabelGuess> of(ColumnProfile column, long rows) {
        boolean number =
                column.values() > 0
                        && column.otherThan(NUMBER) <= FeatureGuess.REFUSED * column.values();
        long without = rows - column.there() + unlabelled(column, !number);
        boolean tooFew =
                column.texts().count() < 2
                        || column.nested() > 0
                        || without > FeatureGuess.REFUSED * rows;
        if (tooFew) {
            return Optional.empty();
        }
        if (number) {
            return Optional.of(number(column));
        }
        return column.texts().isCounted() && column.texts().count() <= MOST_CLASSES
                ? Optional.of(named(column))
                : Optional.empty();
    }

    /**
     * How many values say that there is no label.
     *
     * @param named whether classes are named: one of these texts may be a class then
     */
    static long unlabelled(ColumnProfile column, boolean named) {
        return named ? column.nulls().countBut(names(column)) : column.nulls().count();
    }

    private static LabelGuess number(ColumnProfile column) {
        Moments moments = column.moments();
        int different = column.distinct();
        if (different == 2 || (column.isWhole() && different <= MOST_NUMBERED)) {
            boolean fromZero =
                    column.isWhole() && moments.least() == 0 && moments.most() == different - 1;
            if (different > 2 && isBinaryButForAFew(column)) {
                return binaryButForAFew(column);
            }
            if (!fromZero) {
                return named(column);
            }
            return new LabelGuess(
                    column,
                    new ColumnGuess(
                            "label",
                            "classes: " + different,
                            balance(column) + missing(column, false)),
                    different,
                    "");
        }
        double median = column.quantiles().median();
        double share = column.quantiles().shareAbove(median);
        double limit = written(share < RARE ? moments.mean() : median, moments);
        return new LabelGuess(
                column,
                new ColumnGuess(
                        "label",
                        "above: " + written(limit),
                        Message.of(
                                """
                                a number, %s to %s. Here the question is whether it is above %s, \
                                which it is in %s. For the number itself take 'above' out, and set \
                                loss: squared-error, evaluation: loss%s""",
                                Words.number(moments.least()),
                                Words.number(moments.most()),
                                written(limit),
                                Words.share(column.quantiles().shareAbove(limit)),
                                missing(column, false))),
                2,
                "");
    }

    /** A limit with few digits, unless it would leave the numbers then. */
    private static double written(double limit, Moments moments) {
        double rounded = Double.parseDouble(Words.number(limit));
        return rounded >= moments.least() && rounded < moments.most() ? rounded : limit;
    }

    private static String written(double limit) {
        String text = Words.number(limit);
        return Double.parseDouble(text) == limit ? text : Double.toString(limit);
    }

    /** Whether it is 0 or 1, except where it is wrong. */
    private static boolean isBinaryButForAFew(ColumnProfile column) {
        return others(column) <= FeatureGuess.REFUSED * column.values();
    }

    private static long others(ColumnProfile column) {
        return column.values()
                - column.texts().counts().getOrDefault("0", 0L)
                - column.texts().counts().getOrDefault("1", 0L);
    }

    private static LabelGuess binaryButForAFew(ColumnProfile column) {
        return new LabelGuess(
                column,
                new ColumnGuess(
                        "label",
                        "classes: 2",
                        Message.of(
                                "%s. The %s that are neither 0 nor 1 will be refused%s",
                                balance(column),
                                Words.count(others(column)),
                                missing(column, false))),
                2,
                "");
    }

    private static LabelGuess named(ColumnProfile column) {
        List<String> names = names(column);
        if (names.size() == 2 && YES.contains(names.get(0).toLowerCase(Locale.ROOT))) {
            Collections.reverse(names);
        }
        return new LabelGuess(
                column,
                new ColumnGuess(
                        "label",
                        "classes: " + Yaml.list(names),
                        Message.of(
                                "%s. A class that is not in this list is refused%s",
                                balance(column), missing(column, true))),
                names.size(),
                "");
    }

    /** The texts without those that stand for a missing value, as long as two are left. */
    private static List<String> names(ColumnProfile column) {
        List<String> all = column.texts().commonest();
        boolean numbers = column.of(FieldKind.NUMBER) > column.values() / 2;
        List<String> names =
                all.stream()
                        .filter(
                                text ->
                                        !column.nulls().contains(text)
                                                || !(numbers || NullText.is(text)))
                        .toList();
        return new ArrayList<>(names.size() < 2 ? all : names);
    }

    private static String missing(ColumnProfile column, boolean named) {
        long none = column.missing() + unlabelled(column, named);
        return none == 0 ? "" : "; missing in " + Words.count(none) + ", which will be refused";
    }

    private static String balance(ColumnProfile column) {
        return names(column).stream()
                .limit(5)
                .map(
                        text ->
                                Message.of(
                                        "%s %s",
                                        FeatureGuess.shortened(text),
                                        Words.share(
                                                column.texts().counts().getOrDefault(text, 0L)
                                                        / (double) column.there())))
                .collect(Collectors.joining(", "));
    }
}
