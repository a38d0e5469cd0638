package io.ratchet.job.draft;

import io.ratchet.job.check.Buckets;
import io.ratchet.job.check.Scaling;
import io.ratchet.job.sample.Words;
import io.ratchet.kafka.format.FieldKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
    private static final double YEAR_2001 = 978_307_200;
    private static final double YEAR_2100 = 4_102_444_800d;

    private FeatureGuess() {}

    /**
     * The guess.
     *
     * @param rows how many rows there were
     */
    static ColumnGuess of(ColumnProfile column, long rows) {
        Optional<ColumnGuess> useless = useless(column, rows);
        if (useless.isPresent()) {
            return useless.get();
        }
        long others = column.there() - column.of(FieldKind.NUMBER);
        if (others <= REFUSED * column.there()) {
            return number(column, others);
        }
        Optional<ColumnGuess> time = time(column);
        return time.isPresent() ? time.get() : text(column);
    }

    private static Optional<ColumnGuess> useless(ColumnProfile column, long rows) {
        long absent = rows - column.there() - column.missing();
        if (column.there() == 0) {
            return Optional.of(ColumnGuess.ignored("it is empty everywhere"));
        }
        if (column.nested() > REFUSED * column.there()) {
            return Optional.of(ColumnGuess.ignored("it holds objects or lists, not single values"));
        }
        if (absent > REFUSED * rows) {
            return Optional.of(
                    ColumnGuess.ignored(
                            Words.share((double) absent / rows)
                                    + " of the records do not have it, and would be refused"));
        }
        if (column.texts().count() == 1 && column.missing() == 0) {
            return Optional.of(ColumnGuess.ignored("it is always the same"));
        }
        return Optional.empty();
    }

    private static ColumnGuess number(ColumnProfile column, long others) {
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
        if (column.isWhole() && TIME.matcher(name).matches()) {
            double least = column.moments().least();
            double most = column.moments().most();
            if (least > YEAR_2001 && most < YEAR_2100) {
                return epoch("epoch-seconds");
            }
            if (least > YEAR_2001 * 1000 && most < YEAR_2100 * 1000) {
                return epoch("epoch-milliseconds");
            }
        }
        if (column.isWhole() && named && column.texts().count() > 2) {
            return hashed(column, "it is a number, but by its name it stands for something");
        }
        String fill = column.missing() == 0 ? "" : ", missing: " + Scaling.mean(column.moments());
        return new ColumnGuess(
                "numeric",
                "mean: "
                        + Scaling.mean(column.moments())
                        + ", deviation: "
                        + Scaling.deviation(column.moments())
                        + fill,
                "number, "
                        + Words.number(column.moments().least())
                        + " to "
                        + Words.number(column.moments().most())
                        + missing(column, "; the mean stands in")
                        + refused(column, others, "no number"));
    }

    private static ColumnGuess epoch(String unit) {
        return new ColumnGuess(
                "timestamp",
                "parts: [month, day-of-week, hour], written: " + unit,
                "time, as a number since 1970");
    }

    private static Optional<ColumnGuess> time(ColumnProfile column) {
        long instants = column.of(FieldKind.INSTANT);
        long local = column.of(FieldKind.LOCAL_TIME);
        long others = column.there() - instants - local;
        if (others > REFUSED * column.there()) {
            return Optional.empty();
        }
        String zone = local == 0 ? "" : ", zone: UTC";
        return Optional.of(
                new ColumnGuess(
                        "timestamp",
                        "parts: [month, day-of-week, hour]" + zone,
                        "time"
                                + (local == 0 ? "" : ", without an offset: is it UTC? Set the zone")
                                + missing(column, "")
                                + refused(column, others, "no time")));
    }

    private static ColumnGuess text(ColumnProfile column) {
        if (column.there() >= ENOUGH && column.texts().count() > HALF_DISTINCT * counted(column)) {
            return ColumnGuess.ignored(
                    isMostlyNumbers(column)
                            ? "it is" + mixed(column).substring(1)
                            : "nearly every row has another text, such as '"
                                    + shortened(column.firstText())
                                    + "': an id, or free text");
        }
        if (column.texts().isCounted() && column.texts().count() <= LONGEST_LIST) {
            List<String> values = column.texts().commonest();
            return new ColumnGuess(
                    "listed",
                    "values: "
                            + values.stream()
                                    .map(Yaml::text)
                                    .collect(Collectors.joining(", ", "[", "]")),
                    "category, "
                            + values.size()
                            + " texts; others are all the same to the model"
                            + numbers(column)
                            + mixed(column)
                            + missing(column, ""));
        }
        return hashed(column, "category" + numbers(column) + mixed(column));
    }

    private static ColumnGuess hashed(ColumnProfile column, String what) {
        int buckets = Buckets.of(column.texts().count());
        return new ColumnGuess(
                "hashed",
                "buckets: " + buckets,
                what + ", " + column.texts().words() + " texts" + missing(column, ""));
    }

    private static boolean isMostlyNumbers(ColumnProfile column) {
        return column.of(FieldKind.NUMBER) > column.there() / 2;
    }

    /** What keeps a column from being a number; empty where nothing like it is there. */
    private static String mixed(ColumnProfile column) {
        return isMostlyNumbers(column)
                ? "; mostly numbers, but "
                        + Words.count(column.there() - column.of(FieldKind.NUMBER))
                        + " are none, the first is '"
                        + shortened(column.firstText())
                        + "': with these empty in the data it would be a number"
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
                : "; missing in "
                        + Words.share(
                                (double) column.missing() / (column.missing() + column.there()))
                        + stands;
    }

    private static String refused(ColumnProfile column, long others, String what) {
        return others == 0
                ? ""
                : "; "
                        + Words.count(others)
                        + " are "
                        + what
                        + " and will be refused, the first is '"
                        + shortened(column.firstText())
                        + "'";
    }

    static String shortened(String text) {
        return Yaml.comment(text.length() > 40 ? text.substring(0, 40) + "..." : text);
    }
}
