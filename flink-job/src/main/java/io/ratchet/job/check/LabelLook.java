package io.ratchet.job.check;

import io.ratchet.job.message.Message;
import io.ratchet.job.sample.Moments;
import io.ratchet.job.sample.Words;
import io.ratchet.kafka.format.LabelKind;
import io.ratchet.kafka.row.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The label: how often each class is there, or its range. */
final class LabelLook implements ColumnLook {
    private static final int SHOWN_CLASSES = 10;

    /** From so many records on it is seen whether they are sorted. */
    private static final int ENOUGH = 50;

    /** Sorted records change their class so seldom, beside mixed ones. */
    private static final double SELDOM = 0.1;

    private final Column.Label column;
    private final Moments numbers = new Moments();
    private final Map<Integer, Long> classes = new TreeMap<>();
    private long changes;
    private float last = Float.NaN;

    LabelLook(Column.Label column) {
        this.column = column;
    }

    @Override
    public void value(byte[] bytes, int from, int to) {}

    @Override
    public void missing() {}

    @Override
    public void model(float[] features, int numbersAt, int[] ids, int idsAt, float label) {
        numbers.add(label);
        changes += label == last || Float.isNaN(last) ? 0 : 1;
        last = label;
        if (column.kind().classes().isPresent()) {
            classes.merge((int) label, 1L, Long::sum);
        }
    }

    @Override
    public ColumnFinding finding() {
        Map<String, Object> figures = new LinkedHashMap<>();
        if (numbers.count() == 0) {
            return new ColumnFinding(column.name(), "label", "nothing", figures, List.of());
        }
        if (column.kind() instanceof LabelKind.Value) {
            figures.put("least", numbers.least());
            figures.put("most", numbers.most());
            figures.put("mean", numbers.mean());
            figures.put("deviation", numbers.deviation());
            return new ColumnFinding(column.name(), "label", range(), figures, oneValue());
        }
        Map<String, Long> balance = new LinkedHashMap<>();
        List<String> words = new ArrayList<>();
        classes.forEach(
                (number, count) -> {
                    balance.put(name(number), count);
                    if (words.size() < SHOWN_CLASSES) {
                        words.add(
                                name(number) + " " + Words.share((double) count / numbers.count()));
                    }
                });
        figures.put("classes", balance);
        String more =
                classes.size() > SHOWN_CLASSES
                        ? " and " + (classes.size() - SHOWN_CLASSES) + " more"
                        : "";
        return new ColumnFinding(
                column.name(), "label", String.join(", ", words) + more, figures, oneValue());
    }

    /** How many values there are, where they are classes. */
    private List<String> oneValue() {
        List<String> advice = new ArrayList<>();
        if (numbers.least() == numbers.most()) {
            advice.add(
                    Message.of(
                            "it is always %s, so that there is nothing to learn.",
                            name((int) numbers.least())));
        } else if (column.kind().classes().orElse(0) > classes.size()) {
            advice.add(
                    Message.of(
                            "%s of its %s classes are not in what was looked at.",
                            column.kind().classes().orElse(0) - classes.size(),
                            column.kind().classes().orElse(0)));
        }
        if (isSorted()) {
            advice.add(
                    Message.of(
                            """
                            it changes only %s times, so that the records are sorted by it. A \
                            model that learns in one pass forgets the first classes over the last; \
                            mix the rows before they are loaded.""",
                            Words.count(changes)));
        }
        return advice;
    }

    private boolean isSorted() {
        double mixed = 1;
        for (long count : classes.values()) {
            mixed -= Math.pow((double) count / numbers.count(), 2);
        }
        return classes.size() > 1
                && numbers.count() >= ENOUGH
                && changes < SELDOM * mixed * numbers.count();
    }

    private String range() {
        return Message.of(
                "%s to %s, mean %s, deviation %s",
                Words.number(numbers.least()),
                Words.number(numbers.most()),
                Words.number(numbers.mean()),
                Words.number(numbers.deviation()));
    }

    private String name(int number) {
        return column.kind() instanceof LabelKind.Named named
                ? named.names().get(number)
                : Integer.toString(number);
    }
}
