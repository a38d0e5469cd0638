package io.ratchet.kafka.format;

import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the encoders of a schema, each with its place in the row. */
final class FieldEncoders {
    private FieldEncoders() {}

    /** The encoder of each column, by name, in the schema's order. */
    static Map<String, FieldEncoder> of(RowSchema schema) {
        Map<String, FieldEncoder> encoders = new LinkedHashMap<>();
        int numeric = 0;
        int categorical = 0;
        for (Column column : schema.columns()) {
            encoders.put(column.name(), encoder(column, numeric, categorical));
            numeric += column instanceof Column.Numeric ? 1 : 0;
            categorical += column.cardinalities().size();
        }
        return encoders;
    }

    private static FieldEncoder encoder(Column column, int numericPlace, int categoricalPlace) {
        if (column instanceof Column.Numeric numeric) {
            return new NumericEncoder(numeric, numericPlace);
        }
        if (column instanceof Column.Hashed hashed) {
            return new CategoricalEncoder(new TextIds.Hashed(hashed.buckets()), categoricalPlace);
        }
        if (column instanceof Column.Listed listed) {
            return new CategoricalEncoder(new TextIds.Listed(listed.values()), categoricalPlace);
        }
        if (column instanceof Column.Timestamp timestamp) {
            return new TimestampEncoder(timestamp, categoricalPlace);
        }
        return column instanceof Column.Label label
                ? new LabelEncoder(label)
                : new FieldEncoder.None();
    }
}
