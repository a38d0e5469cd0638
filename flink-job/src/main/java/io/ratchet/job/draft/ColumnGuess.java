package io.ratchet.job.draft;

import io.ratchet.kafka.format.FieldKind;

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

    /** The same with one thing more that was seen. */
    ColumnGuess but(String seen) {
        return new ColumnGuess(type, keys, why + "; " + seen);
    }

    /** How many rows would be refused for what stands in the column. */
    long refused(ColumnProfile column, long rows) {
        long absent = rows - column.there() - column.missing();
        return switch (type) {
            case "numeric" -> absent + column.there() - column.of(FieldKind.NUMBER);
            case "timestamp" ->
                    keys.contains("written")
                            ? absent
                            : absent
                                    + column.there()
                                    - column.of(FieldKind.INSTANT)
                                    - column.of(FieldKind.LOCAL_TIME);
            case "ignored" -> 0;
            case "label" -> absent + column.missing();
            default -> absent;
        };
    }

    boolean isFeature() {
        return !type.equals("ignored") && !type.equals("label");
    }

    /** Whether it becomes ids. */
    boolean isCategory() {
        return isFeature() && !type.equals("numeric");
    }
}
