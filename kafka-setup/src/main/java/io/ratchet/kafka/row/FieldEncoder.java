package io.ratchet.kafka.row;

import io.ratchet.kafka.format.RefusedRecordException;

/**
 * Turns the text of one field into its features. Both row formats go through here as UTF-8 bytes,
 * so that a value means the same in CSV and in JSON.
 */
sealed interface FieldEncoder
        permits NumericEncoder,
                CategoricalEncoder,
                TimestampEncoder,
                LabelEncoder,
                ClassNameEncoder,
                ObservedEncoder,
                NullTextEncoder,
                FieldEncoder.None {
    /** Encodes a field that has a value. */
    void encode(byte[] bytes, int from, int to, DecodedRow into) throws RefusedRecordException;

    /** Encodes a field that is null or empty. */
    void encodeMissing(DecodedRow into) throws RefusedRecordException;

    /** Whether the field may be a number where the format tells numbers from text. */
    boolean takesNumbers();

    /** Whether the field may be text where the format tells numbers from text. */
    boolean takesText();

    /** Whether a text says that the value is missing, also where the field may not be text. */
    default boolean standsForNothing(byte[] bytes, int from, int to) {
        return false;
    }

    /** For columns that take no part. */
    record None() implements FieldEncoder {
        @Override
        public void encode(byte[] bytes, int from, int to, DecodedRow into) {}

        @Override
        public void encodeMissing(DecodedRow into) {}

        @Override
        public boolean takesNumbers() {
            return true;
        }

        @Override
        public boolean takesText() {
            return true;
        }
    }
}
