package io.ratchet.kafka.format;

import java.util.List;

/** A schema that contradicts itself; all its faults at once. */
public final class SchemaException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    public SchemaException(String what, List<String> faults) {
        super(what + " has " + faults.size() + " fault(s): " + String.join("; ", faults));
        this.faults = List.copyOf(faults);
    }

    /** Every fault, each with the column and the value it is about. */
    public List<String> faults() {
        return faults;
    }
}
