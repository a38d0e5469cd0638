package io.ratchet.operator.serializer;

import java.io.IOException;

/** A stored value has a version that this build does not read: another build has written it. */
public final class UnknownVersionException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * @param typeName what it is a value of
     * @param version its version
     * @param readable the versions that this build reads
     */
    UnknownVersionException(String typeName, int version, String readable) {
        super(
                "Cannot read a "
                        + typeName
                        + ": unknown version "
                        + version
                        + ", this build reads "
                        + readable
                        + ". Go on from it with the build that wrote it, or start afresh with"
                        + " 'resume: never'.");
    }
}
