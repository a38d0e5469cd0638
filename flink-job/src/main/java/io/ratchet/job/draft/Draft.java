package io.ratchet.job.draft;

import java.util.ArrayList;
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
            guesses.add(
                    column == label.column()
                            ? label.guess()
                            : FeatureGuess.of(column, profile.rows()));
        }
        if (guesses.stream().noneMatch(ColumnGuess::isFeature)) {
            throw new IllegalArgumentException(
                    "With '"
                            + label.column().name()
                            + "' as the label no column is left to learn from. Name another label,"
                            + " with --label.");
        }
        return new Draft(profile, label, guesses, total);
    }

    /** What was taken for what, and why, one sentence each. */
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        remarks.add("label: " + label.column().name() + ", because " + because());
        for (int at = 0; at < guesses.size(); at++) {
            if (guesses.get(at).type().equals("ignored")) {
                remarks.add(profile.columns().get(at).name() + " is " + guesses.get(at).why());
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
