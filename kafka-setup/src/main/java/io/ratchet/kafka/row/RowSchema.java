package io.ratchet.kafka.row;

import io.ratchet.kafka.format.LabelKind;
import io.ratchet.kafka.format.SchemaException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The columns of a row, in the order in which their features reach the model. The order of the
 * columns in the data is another matter: see {@link CsvRowDecoder}.
 *
 * <p>Every {@link Column.Numeric} gives one float, in order; every {@link Column.Hashed} and {@link
 * Column.Listed} one id and every {@link Column.Timestamp} one id for each part, in order. Id 0
 * always stands for "missing or unknown".
 */
public record RowSchema(List<Column> columns) implements Serializable {
    /**
     * Copies and checks the columns.
     *
     * @throws SchemaException with all faults: a name twice or blank, not exactly one label, no
     *     feature, or a fault of a column
     */
    public RowSchema {
        columns = List.copyOf(columns);
        List<String> faults = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int labels = 0;
        int features = 0;
        for (Column column : columns) {
            if (column.name().isBlank()) {
                faults.add("a column has a blank name");
            } else if (!names.add(column.name())) {
                faults.add("column '" + column.name() + "' is declared twice");
            }
            faults.addAll(column.faults());
            labels += column instanceof Column.Label ? 1 : 0;
            features += column instanceof Column.Label || column instanceof Column.Ignored ? 0 : 1;
        }
        if (labels != 1) {
            faults.add("there must be exactly 1 label column, not " + labels);
        }
        if (features == 0) {
            faults.add("there is no feature column (numeric, categorical or timestamp)");
        }
        if (!faults.isEmpty()) {
            throw new SchemaException("The row schema", faults);
        }
    }

    /** The same columns; a label that may be any number is one of this kind instead. */
    public RowSchema labelled(LabelKind kind) {
        List<Column> changed = new ArrayList<>();
        for (Column column : columns) {
            boolean any =
                    column instanceof Column.Label label && label.kind() instanceof LabelKind.Value;
            changed.add(any ? new Column.Label(column.name(), kind) : column);
        }
        return new RowSchema(changed);
    }

    /** How many floats a row has. */
    public int numericCount() {
        int count = 0;
        for (Column column : columns) {
            count += column instanceof Column.Numeric ? 1 : 0;
        }
        return count;
    }

    /** How many ids a row has. */
    public int categoricalCount() {
        return cardinalities().length;
    }

    /** For each id, in order, how many values it can have: ids are 0 to cardinality - 1. */
    public int[] cardinalities() {
        return columns.stream()
                .flatMap(column -> column.cardinalities().stream())
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** What the label means. */
    public LabelKind labelKind() {
        for (Column column : columns) {
            if (column instanceof Column.Label label) {
                return label.kind();
            }
        }
        throw new IllegalStateException("A checked schema has a label");
    }

    /** The count of classes: declared, or 2 for "above"; empty where the label is a value. */
    public OptionalInt labelClasses() {
        return labelKind().classes();
    }

    /** All names in order: the header of a CSV file whose columns are in this schema's order. */
    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /** A holder of the right size for this schema's decoders. */
    public DecodedRow newRow() {
        return new DecodedRow(numericCount(), categoricalCount());
    }
}
