package io.ratchet.kafka.row;

/**
 * Watches what a decoder takes from its records, field by field. A record that is refused at a
 * later field has told its earlier ones; columns that take no part are not told.
 */
public interface FieldObserver {
    /** Looks at nothing, and costs nothing. */
    FieldObserver NONE =
            new FieldObserver() {
                @Override
                public void value(int column, byte[] bytes, int from, int to) {}

                @Override
                public void missing(int column) {}
            };

    /**
     * A value that was taken.
     *
     * @param column its column's place in the schema
     * @param bytes its text in UTF-8, from {@code from} to {@code to}; not to be kept
     */
    void value(int column, byte[] bytes, int from, int to);

    /** A value that is missing, where that is allowed. */
    void missing(int column);
}
