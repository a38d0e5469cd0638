package io.ratchet.kafka.file;

/** Whether the first row of a CSV file holds the names of the columns. */
public enum HeaderRule {
    /** It does, and has to look like it: a row of numbers is refused and not dropped. */
    EXPECTED,
    /** It does, whatever it looks like. */
    THERE,
    /** It does not: it is a record like the others. */
    ABSENT
}
