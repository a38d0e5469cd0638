package io.ratchet.kafka.row;

import io.ratchet.kafka.format.LabelKind;
import io.ratchet.kafka.format.TextIds;
import io.ratchet.kafka.notation.DecimalMark;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the encoders of a schema, each with its place in the row. */
final class FieldEncoders {
    private FieldEncoders() {}

    /** The encoder of each column, by name, in the schema's order. */
    static Map<String, FieldEncoder> of(
            RowSchema schema, DecimalMark mark, FieldObserver observer) {
        Map<String, FieldEncoder> encoders = new LinkedHashMap<>();
        int numeric = 0;
        int categorical = 0;
        for (Column column : schema.columns()) {
            FieldEncoder encoder = encoder(column, numeric, categorical, mark);
            // JSON need not have what takes no part, and is told so by its encoder.
            boolean observed =
                    observer != FieldObserver.NONE && !(encoder instanceof FieldEncoder.None);
            FieldEncoder taker =
                    observed ? new ObservedEncoder(encoder, encoders.size(), observer) : encoder;
            encoders.put(
                    column.name(),
                    column.nulls().isEmpty() ? taker : new NullTextEncoder(taker, column.nulls()));
            numeric += column instanceof Column.Numeric ? 1 : 0;
            categorical += column.cardinalities().size();
        }
        return encoders;
    }

    private static FieldEncoder encoder(
            Column column, int numericPlace, int categoricalPlace, DecimalMark mark) {
        if (column instanceof Column.Numeric numeric) {
            return new NumericEncoder(numeric, numericPlace, mark);
        }
        if (column instanceof Column.Hashed hashed) {
            return new CategoricalEncoder(new TextIds.Hashed(hashed.buckets()), categoricalPlace);
        }
        if (column instanceof Column.Listed listed) {
            return new CategoricalEncoder(new TextIds.Listed(listed.values()), categoricalPlace);
        }
        if (column instanceof Column.Timestamp timestamp) {
            return new TimestampEncoder(timestamp, categoricalPlace, mark);
        }
        if (column instanceof Column.Label label && label.kind() instanceof LabelKind.Named kind) {
            return new ClassNameEncoder(label.name(), kind);
        }
        if (column instanceof Column.Label label) {
            return new LabelEncoder(label, mark);
        }
        if (column instanceof Column.Ignored) {
            return new FieldEncoder.None();
        }
        throw new IllegalStateException("No encoder for the column " + column + ".");
    }
}
