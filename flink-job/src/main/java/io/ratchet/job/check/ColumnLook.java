package io.ratchet.job.check;

import io.ratchet.job.sample.TextBudget;
import io.ratchet.kafka.notation.DecimalMark;
import io.ratchet.kafka.row.Column;
import java.util.List;
import java.util.Map;

/** Collects what there is to know of one column of the accepted rows. */
interface ColumnLook {
    /** A value as it stood in the record. */
    void value(byte[] bytes, int from, int to);

    /** A value that was missing. */
    void missing();

    /** What became of it for the model. */
    void model(float[] numbers, int numbersAt, int[] ids, int idsAt, float label);

    /** What was found. */
    ColumnFinding finding();

    /**
     * The look at a column.
     *
     * @param number its place among the numbers
     * @param id the place of its first id
     * @param mark what stands before the fraction of a number
     * @param budget how many texts all of them together may tell apart
     */
    static ColumnLook at(Column column, int number, int id, DecimalMark mark, TextBudget budget) {
        if (column instanceof Column.Numeric numeric) {
            return new NumericLook(numeric, number, mark);
        }
        if (column instanceof Column.Hashed hashed) {
            return new IdLook(hashed.name(), "hashed", hashed.buckets(), id, budget);
        }
        if (column instanceof Column.Listed listed) {
            return new IdLook(listed.name(), "listed", listed.values().size(), id, budget);
        }
        if (column instanceof Column.Timestamp timestamp) {
            return new TimeLook(timestamp, id);
        }
        if (column instanceof Column.Label label) {
            return new LabelLook(label);
        }
        return new IgnoredLook(((Column.Ignored) column).name());
    }

    /** A column that takes no part. */
    record IgnoredLook(String name) implements ColumnLook {
        @Override
        public void value(byte[] bytes, int from, int to) {}

        @Override
        public void missing() {}

        @Override
        public void model(float[] numbers, int numbersAt, int[] ids, int idsAt, float label) {}

        @Override
        public ColumnFinding finding() {
            return new ColumnFinding(name, "ignored", "nothing", Map.of(), List.of());
        }
    }
}
