package io.ratchet.job.check;

import io.ratchet.job.message.Message;
import io.ratchet.job.sample.Moments;
import io.ratchet.job.sample.Words;
import io.ratchet.kafka.notation.DecimalMark;
import io.ratchet.kafka.row.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A number, before and behind its scaling. */
final class NumericLook implements ColumnLook {
    /** Scaled numbers further off than this train badly: steps of one size fit no such column. */
    private static final double FAR_MEAN = 2;

    private static final double LARGE_DEVIATION = 4;
    private static final double SMALL_DEVIATION = 0.1;

    private static final String NEVER_THERE =
            "it is missing in every record; take it out, or look at its name.";

    private final Column.Numeric column;
    private final int place;
    private final DecimalMark mark;
    private final Moments before = new Moments();
    private final Moments scaled = new Moments();
    private long missing;

    NumericLook(Column.Numeric column, int place, DecimalMark mark) {
        this.column = column;
        this.mark = mark;
        this.place = place;
    }

    @Override
    public void value(byte[] bytes, int from, int to) {
        before.add(mark.parse(Arrays.copyOfRange(bytes, from, to)));
    }

    @Override
    public void missing() {
        missing++;
    }

    @Override
    public void model(float[] numbers, int numbersAt, int[] ids, int idsAt, float label) {
        scaled.add(numbers[numbersAt + place]);
    }

    @Override
    public ColumnFinding finding() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("missing", missing);
        if (before.count() == 0) {
            return new ColumnFinding(
                    column.name(),
                    "numeric",
                    "no value",
                    figures,
                    missing == 0 ? List.of() : List.of(NEVER_THERE));
        }
        figures.put("least", before.least());
        figures.put("most", before.most());
        figures.put("mean", before.mean());
        figures.put("deviation", before.deviation());
        figures.put("scaledLeast", scaled.least());
        figures.put("scaledMost", scaled.most());
        figures.put("scaledMean", scaled.mean());
        figures.put("scaledDeviation", scaled.deviation());
        List<String> advice = new ArrayList<>();
        proposal().ifPresent(advice::add);
        String sees =
                text(before)
                        + (column.mean() == 0 && column.deviation() == 1
                                ? ", as it is"
                                : "; scaled " + text(scaled))
                        + missingWords(missing, before.count());
        return new ColumnFinding(column.name(), "numeric", sees, figures, advice);
    }

    private Optional<String> proposal() {
        double deviation = before.deviation();
        if (deviation <= Math.ulp(before.mean())) {
            return Optional.of(
                    Message.of(
                            "it is always %s, which tells the model nothing; take it out.",
                            Words.number(before.mean())));
        }
        if (Math.abs(scaled.mean()) <= FAR_MEAN
                && scaled.deviation() <= LARGE_DEVIATION
                && scaled.deviation() >= SMALL_DEVIATION) {
            return Optional.empty();
        }
        return Optional.of(
                Message.of(
                        """
                        the model sees a mean of %s and a deviation of %s, which should be near 0 \
                        and 1. Set mean: %s, deviation: %s.""",
                        Words.number(scaled.mean()),
                        Words.number(scaled.deviation()),
                        Scaling.mean(before),
                        Scaling.deviation(before)));
    }

    private static String text(Moments moments) {
        return Message.of(
                "%s to %s, mean %s, deviation %s",
                Words.number(moments.least()),
                Words.number(moments.most()),
                Words.number(moments.mean()),
                Words.number(moments.deviation()));
    }

    /** How many values are missing, to be put behind what else is said; empty for none. */
    static String missingWords(long missing, long there) {
        return missing == 0 ? "" : "; missing " + Words.share((double) missing / (missing + there));
    }
}
