package io.ratchet.job.draft;

import io.ratchet.job.message.Message;
import io.ratchet.job.sample.Words;
import io.ratchet.kafka.notation.FieldKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is guessed of data: each column with its role, and the label.
 *
 * @param profile what was seen
 * @param label the label
 * @param guesses a guess for each column, in their order
 * @param total how many records there are in all, of which some were seen
 */
public record Draft(
        RecordProfile profile, LabelGuess label, List<ColumnGuess> guesses, long total) {
    /** Somewhat less than a run may lose if nothing else is said. */
    private static final double MOST_LOST = 0.04;

    private static final int SHOWN_FIELDS = 6;

    private static final String LEAKS =
            """
            each of its values comes with one value of the label only: take it out if it is not \
            known before the label is""";

    public Draft {
        guesses = List.copyOf(guesses);
    }

    /**
     * Guesses.
     *
     * @param total how many records there are in all
     * @param wanted the label that the user names
     * @throws IllegalArgumentException if there is no label, or nothing to learn from
     */
    public static Draft of(RecordProfile profile, long total, Optional<String> wanted) {
        if (profile.rows() == 0) {
            throw noRow(profile);
        }
        LabelGuess label = LabelChoice.of(profile.columns(), profile.rows(), wanted);
        List<ColumnGuess> guesses = new ArrayList<>();
        for (ColumnProfile column : profile.columns()) {
            guesses.add(
                    column == label.column()
                            ? label.guess()
                            : feature(column, profile.rows(), label));
        }
        leaveOut(profile, guesses);
        if (guesses.stream().noneMatch(ColumnGuess::isFeature)) {
            throw new IllegalArgumentException(
                    Message.of(
                            """
                            With '%s' as the label no column is left to learn from. Name another \
                            label, with --label.""",
                            label.column().name()));
        }
        return new Draft(profile, label, guesses, total);
    }

    private static ColumnGuess feature(ColumnProfile column, long rows, LabelGuess label) {
        ColumnGuess feature = FeatureGuess.of(column, rows);
        boolean leaks = feature.isFeature() && label.classes() > 1 && column.tells(label.column());
        return leaks ? feature.but(LEAKS) : feature;
    }

    private static IllegalArgumentException noRow(RecordProfile profile) {
        List<String> names = profile.columns().stream().map(ColumnProfile::name).toList();
        return new IllegalArgumentException(
                Message.of(
                        """
                        There is no row to look at: of %s records none could be read as %s%s. The \
                        first is '%s'.""",
                        profile.records(),
                        profile.format(),
                        names.isEmpty() ? "" : " with the " + names.size() + " columns " + names,
                        FeatureGuess.shortened(profile.firstUnreadable())));
    }

    /** Leaves columns out, the worst first, until all of them cost fewer records than a run may. */
    private static void leaveOut(RecordProfile profile, List<ColumnGuess> guesses) {
        List<ColumnProfile> columns = profile.columns();
        List<Integer> worstFirst = new ArrayList<>();
        double lost = 0;
        for (int at = 0; at < guesses.size(); at++) {
            lost += share(profile, guesses, at);
            if (guesses.get(at).isFeature()) {
                worstFirst.add(at);
            }
        }
        worstFirst.sort(Comparator.comparingDouble(at -> -share(profile, guesses, at)));
        for (int at : worstFirst) {
            double own = share(profile, guesses, at);
            if (lost > MOST_LOST && own > 0) {
                lost -= own;
                guesses.set(
                        at,
                        ColumnGuess.ignored(
                                Message.of(
                                        """
                                        %s of its values are of another kind, such as '%s', and \
                                        with those of other columns more records would be refused \
                                        than a run may lose""",
                                        Words.share(own),
                                        FeatureGuess.shortened(
                                                other(columns.get(at), guesses.get(at))))));
            }
        }
    }

    private static String other(ColumnProfile column, ColumnGuess guess) {
        return column.firstBut(
                guess.type().equals("numeric")
                        ? Set.of(FieldKind.NUMBER)
                        : TimeGuess.kinds(guess.keys()));
    }

    private static double share(RecordProfile profile, List<ColumnGuess> guesses, int at) {
        return (double) guesses.get(at).refused(profile.columns().get(at), profile.rows())
                / profile.rows();
    }

    /** What was taken for what, and why, one sentence each. */
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        remarks.add(
                Message.of(
                        "label: %s, because %s; --label COLUMN takes another",
                        label.column().name(), because()));
        List<String> nested = new ArrayList<>();
        for (int at = 0; at < guesses.size(); at++) {
            ColumnProfile column = profile.columns().get(at);
            ColumnGuess guess = guesses.get(at);
            if (FeatureGuess.isNested(column)) {
                nested.add(column.name() + inside(column));
            } else if (guess.type().equals("ignored")) {
                remarks.add(column.name() + " is " + guess.why());
            }
            guess.remarks().forEach(remark -> remarks.add(column.name() + ": " + remark));
        }
        if (!nested.isEmpty()) {
            remarks.add(
                    Message.of(
                            """
                            %s of %s fields are left out, because a column is a single value, and \
                            they hold objects or lists: %s. Lay out flat what is to be learned from""",
                            nested.size(), guesses.size(), String.join(", ", nested)));
        }
        if (profile.format().equals("csv")
                && profile.columns().stream()
                        .allMatch(column -> FeatureGuess.isNumbered(column.name()))) {
            remarks.add(
                    Message.of(
                            """
                            The columns have no names, and are called column1 to column%s; \
                            --columns a,b,... names them, in their order""",
                            guesses.size()));
        }
        if (profile.hasMoreColumns()) {
            remarks.add(
                    Message.of(
                            """
                            There are more fields than the %s that a draft looks at; the others \
                            are left out""",
                            guesses.size()));
        }
        if (profile.unreadable() > 0) {
            remarks.add(
                    Message.of(
                            """
                            %s of %s records are no rows like the others; the job will refuse \
                            such. The first is '%s'""",
                            profile.unreadable(),
                            profile.records(),
                            FeatureGuess.shortened(profile.firstUnreadable())));
        }
        return remarks;
    }

    /** What is within a column's objects; empty where that is not known. */
    private static String inside(ColumnProfile column) {
        List<String> fields = column.fields();
        int shown = Math.min(SHOWN_FIELDS, fields.size());
        return fields.isEmpty()
                ? ""
                : Message.of(
                        " (%s%s)",
                        String.join(", ", fields.subList(0, shown)),
                        shown < fields.size() ? ", ..." : "");
    }

    String because() {
        return label.reason().equals("by its name") ? "of its name" : label.reason();
    }
}
