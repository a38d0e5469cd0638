package io.ratchet.job.draft;

/**
 * What a column is taken for.
 *
 * @param type its type in the configuration
 * @param keys the keys behind the type, as they stand in the file; may be empty
 * @param why what was seen, for a comment
 */
record ColumnGuess(String type, String keys, String why) {
    static ColumnGuess ignored(String why) {
        return new ColumnGuess("ignored", "", "left out: " + why);
    }

    boolean isFeature() {
        return !type.equals("ignored") && !type.equals("label");
    }

    /** Whether it becomes ids. */
    boolean isCategory() {
        return isFeature() && !type.equals("numeric");
    }
}
