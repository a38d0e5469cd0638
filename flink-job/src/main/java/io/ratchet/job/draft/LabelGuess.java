package io.ratchet.job.draft;

/**
 * A label, and what it asks of the loss.
 *
 * @param column its column
 * @param guess how it is written
 * @param classes how many classes it has
 * @param reason why it is this column
 */
record LabelGuess(ColumnProfile column, ColumnGuess guess, int classes, String reason) {
    LabelGuess because(String because) {
        return new LabelGuess(column, guess, classes, because);
    }
}
