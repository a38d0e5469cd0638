package io.ratchet.job.checkpoint;

import java.io.IOException;

/** A checkpoint's {@code _metadata} is not what was written. */
public final class DamagedMetadataException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedMetadataException(String what) {
        super("its _metadata " + what);
    }
}
