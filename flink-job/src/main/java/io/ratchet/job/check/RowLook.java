package io.ratchet.job.check;

import io.ratchet.job.sample.TextBudget;
import io.ratchet.kafka.notation.DecimalMark;
import io.ratchet.kafka.row.Column;
import io.ratchet.kafka.row.RowSchema;
import io.ratchet.training.batch.RowBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Looks at rows, each first as its record has it, field by field, and then as the model will see
 * it. What a record has told before it was refused is forgotten.
 */
final class RowLook {
    private static final byte[] NOTHING = new byte[0];

    private final List<ColumnLook> columns = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();
    private final int numbers;
    private final int ids;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Told(int column, boolean missing, byte[] text) {}

    RowLook(RowSchema schema, DecimalMark mark) {
        TextBudget budget = new TextBudget();
        int number = 0;
        int id = 0;
        for (Column column : schema.columns()) {
            columns.add(ColumnLook.at(column, number, id, mark, budget));
            number += column instanceof Column.Numeric ? 1 : 0;
            id += column.cardinalities().size();
        }
        numbers = number;
        ids = id;
    }

    void value(int column, byte[] bytes, int from, int to) {
        told.add(new Told(column, false, Arrays.copyOfRange(bytes, from, to)));
    }

    void missing(int column) {
        told.add(new Told(column, true, NOTHING));
    }

    /** The record whose fields were told takes part, as the only row of a block. */
    void accepted(RowBlock row) {
        for (Told field : told) {
            ColumnLook column = columns.get(field.column());
            if (field.missing()) {
                column.missing();
            } else {
                column.value(field.text(), 0, field.text().length);
            }
        }
        for (int at = 0; at < row.rowCount(); at++) {
            for (ColumnLook column : columns) {
                column.model(
                        row.numeric(), at * numbers, row.categorical(), at * ids, row.labels()[at]);
            }
        }
        forget();
    }

    /** The record whose fields were told takes no part. */
    void forget() {
        told.clear();
    }

    List<ColumnFinding> findings() {
        return columns.stream().map(ColumnLook::finding).toList();
    }
}
