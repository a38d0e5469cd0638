package io.ratchet.training.run;

/** In which order the records of several partitions reach one instance. */
public enum RecordOrder {
    /**
     * The k-th accepted record of partition p has order (k, p): the same bits however the records
     * arrive.
     */
    TURNS("turns"),
    /** As they arrive: never waits for a lagging partition, and gives up bit-identical resume. */
    ARRIVAL("arrival");

    private final String code;

    RecordOrder(String code) {
        this.code = code;
    }

    /** Its name in configurations and contracts. */
    public String code() {
        return code;
    }
}
