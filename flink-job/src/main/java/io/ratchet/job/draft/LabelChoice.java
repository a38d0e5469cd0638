package io.ratchet.job.draft;

import io.ratchet.job.message.Message;
import io.ratchet.job.sample.Words;
import io.ratchet.kafka.notation.FieldKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Chooses which column is the label, and says why. */
final class LabelChoice {
    private static final Set<String> LABELS =
            Set.of(
                    "label",
                    "target",
                    "y",
                    "outcome",
                    "response",
                    "churn",
                    "churned",
                    "survived",
                    "clicked",
                    "click",
                    "converted",
                    "conversion",
                    "purchased",
                    "bought",
                    "default",
                    "defaulted",
                    "fraud",
                    "spam",
                    "is_fraud",
                    "is_spam");

    /** Nearly always the label, but where passengers and tickets have one. */
    private static final Set<String> CLASS = Set.of("class");

    private static final Set<String> RESULTS =
            Set.of(
                    "delay",
                    "price",
                    "rating",
                    "stars",
                    "score",
                    "sales",
                    "revenue",
                    "quality",
                    "salary",
                    "income",
                    "late",
                    "diagnosis",
                    "species",
                    "sentiment",
                    "result",
                    "kind",
                    "category",
                    "type");

    private LabelChoice() {}

    /**
     * The label of the columns.
     *
     * @param rows how many rows there were
     * @param wanted the column that the user names
     * @throws IllegalArgumentException if none of them can be one, or the wanted one cannot
     */
    static LabelGuess of(List<ColumnProfile> columns, long rows, Optional<String> wanted) {
        if (wanted.isPresent()) {
            return wanted(columns, rows, wanted.get());
        }
        List<LabelGuess> possible = new ArrayList<>();
        for (ColumnProfile column : columns) {
            boolean useless = FeatureGuess.of(column, rows).type().equals("ignored");
            LabelForm.of(column, rows).filter(label -> !useless).ifPresent(possible::add);
        }
        List<LabelGuess> times =
                possible.stream()
                        .filter(label -> FeatureGuess.looksLikeEpoch(label.column()))
                        .toList();
        Collections.reverse(possible);
        if (possible.isEmpty()) {
            throw new IllegalArgumentException(
                    Message.of(
                            """
                            None of the columns can be a label: it takes a number, or a text with \
                            at most %s different values, that is there in nearly every record.%s""",
                            LabelForm.MOST_CLASSES, nested(columns)));
        }
        return first(possible, LABELS, "by its name")
                .or(() -> first(possible, CLASS, "by its name"))
                .or(() -> binary(possible))
                .or(() -> first(possible, RESULTS, "by its name"))
                .or(() -> onlyText(columns, possible))
                .orElseGet(() -> last(possible, times));
    }

    /** The last one, but for numbers that are times: when something happened is no result. */
    private static LabelGuess last(List<LabelGuess> possible, List<LabelGuess> times) {
        String passed =
                times.isEmpty()
                        ? ""
                        : Message.of(
                                ", but for %s, which looks like a time since 1970",
                                times.stream().map(time -> time.column().name()).toList());
        return possible.stream()
                .filter(label -> !times.contains(label))
                .findFirst()
                .map(label -> label.because("it is the last one that can be" + passed))
                .orElseGet(() -> possible.get(0).because("it is the last one that can be"));
    }

    private static String nested(List<ColumnProfile> columns) {
        List<String> nested =
                columns.stream()
                        .filter(column -> column.nested() > 0)
                        .map(ColumnProfile::name)
                        .toList();
        return nested.isEmpty()
                ? ""
                : Message.of(
                        """
                         What is in objects and lists is not looked at, as in %s: lay out flat \
                        what is to be learned from.""",
                        nested);
    }

    private static LabelGuess wanted(List<ColumnProfile> columns, long rows, String wanted) {
        ColumnProfile column =
                columns.stream()
                        .filter(each -> each.name().equals(wanted))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                Message.of(
                                                        "There is no column '%s' for the label, only %s.",
                                                        wanted,
                                                        columns.stream()
                                                                .map(ColumnProfile::name)
                                                                .toList())));
        return LabelForm.of(column, rows)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        Message.of(
                                                """
                                        Column '%s' cannot be the label: it has %s different \
                                        values, of which %s are numbers, and %s are missing. A \
                                        label is a number, or a text with 2 to %s different values.""",
                                                wanted,
                                                column.texts().words(),
                                                Words.count(column.of(FieldKind.NUMBER)),
                                                Words.count(
                                                        rows
                                                                - column.there()
                                                                + column.nulls().count()),
                                                LabelForm.MOST_CLASSES)))
                .because("you have said so");
    }

    private static Optional<LabelGuess> first(
            List<LabelGuess> possible, Set<String> names, String reason) {
        return possible.stream()
                .filter(label -> names.contains(label.column().name().toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(label -> label.because(reason));
    }

    private static Optional<LabelGuess> binary(List<LabelGuess> possible) {
        return possible.stream()
                .filter(
                        label ->
                                label.column().texts().count() == 2
                                        || label.column().distinct() == 2)
                .findFirst()
                .map(label -> label.because("it has two values"));
    }

    /** A text among nothing but numbers, as the name of a letter among what was measured of it. */
    private static Optional<LabelGuess> onlyText(
            List<ColumnProfile> columns, List<LabelGuess> possible) {
        List<ColumnProfile> texts =
                columns.stream()
                        .filter(column -> column.of(FieldKind.NUMBER) < column.there())
                        .toList();
        return possible.stream()
                .filter(label -> texts.size() == 1 && texts.get(0) == label.column())
                .findFirst()
                .map(label -> label.because("it is the only text among numbers"));
    }
}
