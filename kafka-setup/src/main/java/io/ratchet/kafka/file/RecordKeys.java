package io.ratchet.kafka.file;

/** What is said of records that have no key though one was asked for. */
final class RecordKeys {
    static final String MISSING = "without a key";
    static final String CONSEQUENCE = "such are sent without one";

    private RecordKeys() {}
}
