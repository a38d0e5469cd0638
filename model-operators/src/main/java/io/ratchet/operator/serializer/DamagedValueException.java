package io.ratchet.operator.serializer;

import java.io.IOException;

/** A stored value is not what was written: its checksum says so. */
public final class DamagedValueException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * A value that is not what was written.
     *
     * @param typeName what it is
     * @param damage what is wrong with it, as a predicate
     */
    public DamagedValueException(String typeName, String damage) {
        super("a " + typeName + " " + damage);
    }

    DamagedValueException(String typeName, String damage, Throwable cause) {
        super("a " + typeName + " " + damage, cause);
    }
}
