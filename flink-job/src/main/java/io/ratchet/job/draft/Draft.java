package io.ratchet.job.draft;

import io.ratchet.job.sample.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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

    private static final String LEAKS =
            "each of its values comes with one value of the label only: take it out if it is not"
                    + " known before the label is";

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
            throw new IllegalArgumentException(
                    "There is no row to look at: of "
                            + profile.records()
                            + " records none could be read as "
                            + profile.format()
                            + ".");
        }
        LabelGuess label = LabelChoice.of(profile.columns(), profile.rows(), wanted);
        List<ColumnGuess> guesses = new ArrayList<>();
        for (ColumnProfile column : profile.columns()) {
            ColumnGuess feature = FeatureGuess.of(column, profile.rows());
            boolean leaks =
                    feature.isFeature() && label.classes() > 1 && column.tells(label.column());
            guesses.add(
                    column == label.column()
                            ? label.guess()
                            : leaks ? feature.but(LEAKS) : feature);
        }
        leaveOut(profile, guesses);
        if (guesses.stream().noneMatch(ColumnGuess::isFeature)) {
            throw new IllegalArgumentException(
                    "With '"
                            + label.column().name()
                            + "' as the label no column is left to learn from. Name another label,"
                            + " with --label.");
        }
        return new Draft(profile, label, guesses, total);
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
                                Words.share(own)
                                        + " of its values are of another kind, such as '"
                                        + FeatureGuess.shortened(columns.get(at).firstText())
                                        + "', and with those of other columns more records would"
                                        + " be refused than a run may lose"));
            }
        }
    }

    private static double share(RecordProfile profile, List<ColumnGuess> guesses, int at) {
        return (double) guesses.get(at).refused(profile.columns().get(at), profile.rows())
                / profile.rows();
    }

    /** What was taken for what, and why, one sentence each. */
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        remarks.add("label: " + label.column().name() + ", because " + because());
        for (int at = 0; at < guesses.size(); at++) {
            String name = profile.columns().get(at).name();
            if (guesses.get(at).type().equals("ignored")) {
                remarks.add(name + " is " + guesses.get(at).why());
            } else if (guesses.get(at).why().endsWith(LEAKS)) {
                remarks.add(name + ": " + LEAKS);
            }
        }
        if (profile.unreadable() > 0) {
            remarks.add(
                    profile.unreadable()
                            + " of "
                            + profile.records()
                            + " records are no rows like the others; the job will refuse such");
        }
        return remarks;
    }

    String because() {
        return label.reason().equals("by its name") ? "of its name" : label.reason();
    }
}
