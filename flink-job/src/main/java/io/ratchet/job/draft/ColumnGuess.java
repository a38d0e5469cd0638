package io.ratchet.job.draft;

import io.ratchet.kafka.notation.FieldKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a column is taken for.
 *
 * @param type its type in the configuration
 * @param keys the keys behind the type, as they stand in the file; may be empty
 * @param why what was seen, for a comment
 * @param remarks what of it has to be said to whoever drafts; a sentence each
 */
record ColumnGuess(String type, String keys, String why, List<String> remarks) {
    ColumnGuess {
        remarks = List.copyOf(remarks);
    }

    ColumnGuess(String type, String keys, String why) {
        this(type, keys, why, List.of());
    }

    static ColumnGuess ignored(String why) {
        return new ColumnGuess("ignored", "", "left out: " + why);
    }

    /** The same with one thing more that has to be said, in the file too. */
    ColumnGuess but(String remark) {
        return new ColumnGuess(type, keys, why + "; " + remark, and(remark));
    }

    /** The same with one thing more that has to be said, which the file tells in its own words. */
    ColumnGuess saying(String remark) {
        return new ColumnGuess(type, keys, why, and(remark));
    }

    private List<String> and(String remark) {
        List<String> more = new ArrayList<>(remarks);
        more.add(remark);
        return more;
    }

    /** How many rows would be refused for what stands in the column. */
    long refused(ColumnProfile column, long rows) {
        return switch (type) {
            case "numeric" -> column.otherThan(Set.of(FieldKind.NUMBER));
            case "timestamp" ->
                    keys.contains("written: epoch") ? 0 : column.otherThan(TimeGuess.kinds(keys));
            case "label" ->
                    rows
                            - column.there()
                            + LabelForm.unlabelled(column, keys.startsWith("classes: ["));
            default -> 0;
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
