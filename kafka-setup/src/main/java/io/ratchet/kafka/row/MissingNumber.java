package io.ratchet.kafka.row;

import java.io.Serializable;

/** What becomes of a row whose number is missing. */
public sealed interface MissingNumber extends Serializable {
    /** The row is refused. */
    record Refuse() implements MissingNumber {}

    /** The value stands in for the number, before scaling. */
    record Fill(double value) implements MissingNumber {}
}
