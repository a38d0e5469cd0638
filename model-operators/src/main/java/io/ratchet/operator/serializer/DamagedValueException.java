package io.ratchet.operator.serializer;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A stored value is not what was written: its checksum says so. */
public class DamagedValueException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * A value that is not what was written.
     *
     * @param typeName what it is
     * @param damage what is wrong with it, as a predicate
     */
    public DamagedValueException(String typeName, String damage) {
        this("a " + typeName + " " + damage, (Throwable) null);
    }

    DamagedValueException(String typeName, String damage, Throwable cause) {
        this("a " + typeName + " " + damage, cause);
    }

    protected DamagedValueException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
