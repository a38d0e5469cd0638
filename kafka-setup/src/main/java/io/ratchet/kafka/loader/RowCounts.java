package io.ratchet.kafka.loader;

/**
 * What became of the rows of a load, over all passes.
 *
 * @param read rows and lines that were read
 * @param sent of these, records that Kafka has acknowledged
 * @param headers of these, headers
 * @param skipped of these, lines without anything in them
 */
public record RowCounts(long read, long sent, long headers, long skipped) {
    /**
     * Adds them up.
     *
     * @throws IllegalArgumentException if a row is missing or counted twice
     */
    public RowCounts {
        if (read != sent + headers + skipped) {
            throw new IllegalArgumentException(
                    "The rows do not add up: "
                            + read
                            + " read, but "
                            + sent
                            + " sent, "
                            + headers
                            + " headers and "
                            + skipped
                            + " skipped.");
        }
    }

    @Override
    public String toString() {
        return read
                + " rows read: "
                + sent
                + " sent, "
                + headers
                + (headers == 1 ? " header, " : " headers, ")
                + skipped
                + " blank and skipped";
    }
}
