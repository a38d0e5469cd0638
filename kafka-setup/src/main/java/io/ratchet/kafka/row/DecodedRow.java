package io.ratchet.kafka.row;

/**
 * A decoded row: a holder that a decoder fills again and again, so that a record costs no objects.
 * Its contents hold until the next call of the decoder; after a refusal they mean nothing.
 */
public final class DecodedRow {
    private final float[] numeric;
    private final int[] categorical;
    private float label;

    /** A row of a schema with so many numeric features and so many categorical ones. */
    public DecodedRow(int numericCount, int categoricalCount) {
        numeric = new float[numericCount];
        categorical = new int[categoricalCount];
    }

    /** The numeric features, in the schema's order; the array itself, not a copy. */
    public float[] numeric() {
        return numeric;
    }

    /** The ids of the categorical features, in the schema's order; the array itself, not a copy. */
    public int[] categorical() {
        return categorical;
    }

    /** The label: the value, 0 or 1, or the class, as the schema says. */
    public float label() {
        return label;
    }

    /** Sets the label. */
    public void label(float value) {
        label = value;
    }
}
