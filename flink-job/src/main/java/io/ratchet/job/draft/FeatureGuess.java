package io.ratchet.job.draft;

import io.ratchet.job.check.Buckets;
import io.ratchet.job.check.Scaling;
import io.ratchet.job.message.Message;
import io.ratchet.job.sample.Words;
import io.ratchet.kafka.notation.FieldKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a column that is not the label is taken for. */
final class FeatureGuess {
    /** So many of a column's values may be of another kind: those rows are refused. */
    static final double REFUSED = 0.01;

    private static final double NEARLY_ALL_DISTINCT = 0.9;
    private static final double HALF_DISTINCT = 0.5;
    private static final int ENOUGH = 50;
    private static final int LONGEST_LIST = 30;

    private static final Pattern ID =
            Pattern.compile(
                    "(.*[_\\W])?(id|uuid|guid|key|idx|row|rownum|seq|nr|no|number)"
                            + "|((row|record|line)[_\\W]?)?index|[A-Za-z]+(Id|ID)|#");
    private static final Pattern TIME =
            Pattern.compile(".*(time|date|epoch|created|updated|timestamp|(^|_)(ts|at))($|_.*)");

    /** A name that stands for a place only, because the data has none. */
    private static final Pattern NUMBERED = Pattern.compile("column\\d+_*");

    private static final double YEAR_1990 = 631_152_000;
    private static final double YEAR_2100 = 4_102_444_800d;
    private static final Set<FieldKind> NUMBER = EnumSet.of(FieldKind.NUMBER);

    private FeatureGuess() {}

    /**
     * The guess.
     *
     * @param rows how many rows there were
     */
    static ColumnGuess of(ColumnProfile column, long rows) {
        Optional<ColumnGuess> useless = useless(column);
        if (useless.isPresent()) {
            return useless.get();
        }
        boolean absent = rows > column.there() + column.missing();
        if (column.otherThan(NUMBER) <= REFUSED * column.values()) {
            return number(column, absent);
        }
        return TimeGuess.of(column)
                .map(guess -> withNulls(column, guess))
                .map(guess -> mayBeAbsent(guess, absent))
                .orElseGet(() -> mayBeAbsent(text(column), absent));
    }

    /** Whether it holds objects or lists. */
    static boolean isNested(ColumnProfile column) {
        return column.nested() > REFUSED * column.there();
    }

    /** Whether its name is only that of its place. */
    static boolean isNumbered(String name) {
        return NUMBERED.matcher(name).matches();
    }

    /** Whether all of its values could be seconds or milliseconds since 1970, of our times. */
    static boolean looksLikeEpoch(ColumnProfile column) {
        return column.isWhole()
                && column.distinct() > 2
                && column.otherThan(NUMBER) <= REFUSED * column.values()
                && (isWithin(column, 1) || isWithin(column, 1000));
    }

    private static boolean isWithin(ColumnProfile column, int perSecond) {
        return column.moments().least() >= YEAR_1990 * perSecond
                && column.moments().most() < YEAR_2100 * perSecond;
    }

    /** With the texts that stand for a missing value, where what is written can be that. */
    private static ColumnGuess withNulls(ColumnProfile column, ColumnGuess guess) {
        ColumnGuess more =
                new ColumnGuess(
                        guess.type(),
                        guess.keys() + column.nulls().key(),
                        guess.why(),
                        guess.remarks());
        for (String remark : column.nulls().remarks()) {
            more = more.but(remark);
        }
        return more;
    }

    /** With the leave to be absent, where JSON objects lack the column. */
    private static ColumnGuess mayBeAbsent(ColumnGuess guess, boolean absent) {
        return absent && guess.isFeature()
                ? new ColumnGuess(
                        guess.type(),
                        guess.keys() + ", optional: true",
                        guess.why() + "; some records do not have it, which is the same as missing",
                        guess.remarks())
                : guess;
    }

    private static Optional<ColumnGuess> useless(ColumnProfile column) {
        if (column.values() == 0) {
            return Optional.of(ColumnGuess.ignored("it is empty everywhere"));
        }
        if (isNested(column)) {
            return Optional.of(ColumnGuess.ignored("it holds objects or lists, not single values"));
        }
        if (column.texts().count() == 1 && column.missing() == 0) {
            return Optional.of(ColumnGuess.ignored("it is always the same"));
        }
        return Optional.empty();
    }

    private static ColumnGuess number(ColumnProfile column, boolean absent) {
        boolean manyDistinct =
                column.there() >= ENOUGH
                        && column.texts().count() > NEARLY_ALL_DISTINCT * counted(column);
        boolean named =
                ID.matcher(column.name()).matches()
                        || ID.matcher(column.name().toLowerCase(Locale.ROOT)).matches();
        if (column.isWhole() && manyDistinct && (named || column.isCounting())) {
            return ColumnGuess.ignored(
                    column.isCounting()
                            ? "it counts the rows"
                            : "it looks like an id: nearly every row has another one");
        }
        String name = column.name().toLowerCase(Locale.ROOT);
        if ((TIME.matcher(name).matches() || isNumbered(name)) && looksLikeEpoch(column)) {
            String unit = isWithin(column, 1) ? "epoch-seconds" : "epoch-milliseconds";
            return mayBeAbsent(withNulls(column, epoch(unit)), absent);
        }
        if (column.isWhole() && named && column.distinct() > 2) {
            return mayBeAbsent(
                    hashed(column, "it is a number, but by its name it stands for something"),
                    absent);
        }
        boolean fills = absent || column.missing() > 0 || !column.nulls().isEmpty();
        ColumnGuess guess =
                new ColumnGuess(
                        "numeric",
                        Message.of(
                                "mean: %s, deviation: %s%s",
                                Scaling.mean(column.moments()),
                                Scaling.deviation(column.moments()),
                                fills ? ", missing: " + Scaling.mean(column.moments()) : ""),
                        Message.of(
                                "number, %s to %s%s%s%s%s",
                                Words.number(column.moments().least()),
                                Words.number(column.moments().most()),
                                missing(column, "; the mean stands in"),
                                absent ? "; some records do not have it: the mean stands in" : "",
                                orId(column),
                                refused(column, NUMBER, "no number")));
        return withNulls(column, guess);
    }

    /** A column without a name could be anything. */
    private static String orId(ColumnProfile column) {
        return column.isWhole() && isNumbered(column.name()) && column.distinct() > LONGEST_LIST
                ? Message.of(
                        "; if it is an id, take {type: hashed, buckets: %s}",
                        Buckets.of(column.texts().count()))
                : "";
    }

    private static ColumnGuess epoch(String unit) {
        return new ColumnGuess(
                "timestamp",
                "parts: [month, day-of-week, hour], written: " + unit,
                "time, as a number since 1970");
    }

    private static ColumnGuess text(ColumnProfile column) {
        if (column.there() >= ENOUGH && column.texts().count() > HALF_DISTINCT * counted(column)) {
            return ColumnGuess.ignored(
                    column.isDressedNumbers()
                            ? "it is" + dressed(column).substring(1)
                            : isMostlyNumbers(column)
                                    ? "it is" + mixed(column).substring(1)
                                    : Message.of(
                                            """
                                        nearly every row has another text, such as '%s': an id, or \
                                        free text""",
                                            shortened(column.firstBut(NUMBER))));
        }
        if (column.texts().isCounted() && column.texts().count() <= LONGEST_LIST) {
            return listed(column);
        }
        return hashed(column, "category" + numbers(column) + mixed(column) + dressed(column));
    }

    private static ColumnGuess listed(ColumnProfile column) {
        List<String> plain = column.nulls().plain();
        List<String> all = column.texts().commonest();
        List<String> values =
                all.size() - plain.size() < 2
                        ? all
                        : all.stream().filter(text -> !plain.contains(text)).toList();
        ColumnGuess guess =
                new ColumnGuess(
                        "listed",
                        "values: " + Yaml.list(values),
                        Message.of(
                                "category, %s texts; others are all the same to the model%s%s%s%s",
                                values.size(),
                                numbers(column),
                                mixed(column),
                                dressed(column),
                                missing(column, "")));
        return values.size() == all.size()
                ? guess
                : guess.but(
                        Message.of(
                                """
                                %s is taken for a missing value; add it to the values if it is a \
                                text of its own""",
                                plain));
    }

    private static ColumnGuess hashed(ColumnProfile column, String what) {
        int texts = column.texts().count();
        int buckets = Buckets.of(texts);
        return new ColumnGuess(
                "hashed",
                "buckets: " + buckets,
                Message.of(
                        "%s, %s texts, of which about %s share an id with another%s",
                        what,
                        column.texts().words(),
                        Words.share(Buckets.shared(texts, buckets)),
                        missing(column, "")));
    }

    private static boolean isMostlyNumbers(ColumnProfile column) {
        return column.of(FieldKind.NUMBER) > column.there() / 2;
    }

    /** What keeps a column from being a number; empty where nothing like it is there. */
    private static String mixed(ColumnProfile column) {
        return isMostlyNumbers(column)
                ? Message.of(
                        """
                        ; mostly numbers, but %s are none, the first is '%s': with these empty, or \
                        among 'nulls', it would be a number""",
                        Words.count(column.otherThan(NUMBER)), shortened(column.firstBut(NUMBER)))
                : "";
    }

    /** What keeps numbers that are written for readers from being read; empty for others. */
    private static String dressed(ColumnProfile column) {
        return column.isDressedNumbers()
                ? Message.of(
                        """
                        ; written as numbers are for readers, such as '%s', with a unit, groups of \
                        digits or a comma before the fraction (which the input's 'decimal: comma' \
                        reads): written plainly it would be a number""",
                        shortened(column.firstDressed()))
                : "";
    }

    /** How many values can have been told apart. */
    private static double counted(ColumnProfile column) {
        return column.texts().isMore() ? column.texts().toldApartOf() : column.there();
    }

    private static String numbers(ColumnProfile column) {
        return column.quotedNumbers() == column.there()
                ? "; numbers in quotes, which are texts in JSON"
                : "";
    }

    static String missing(ColumnProfile column, String stands) {
        return column.missing() == 0
                ? ""
                : Message.of(
                        "; missing in %s%s",
                        Words.share(
                                (double) column.missing() / (column.missing() + column.there())),
                        stands);
    }

    static String refused(ColumnProfile column, Set<FieldKind> taken, String what) {
        long others = column.otherThan(taken);
        return others == 0
                ? ""
                : Message.of(
                        "; %s are %s and will be refused, the first is '%s'",
                        Words.count(others), what, shortened(column.firstBut(taken)));
    }

    static String shortened(String text) {
        return Yaml.comment(text.length() > 40 ? text.substring(0, 40) + "..." : text);
    }
}
