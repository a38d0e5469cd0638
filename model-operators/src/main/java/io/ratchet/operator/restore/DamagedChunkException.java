package io.ratchet.operator.restore;

import io.ratchet.operator.serializer.DamagedValueException;

/** A chunk of a restored instance is not what was stored: training on would poison the model. */
public final class DamagedChunkException extends DamagedValueException {
    private static final long serialVersionUID = 1L;

    public DamagedChunkException(String instance, long step, String tensor, int chunk) {
        super(
                "chunk "
                        + chunk
                        + " of tensor '"
                        + tensor
                        + "' of instance '"
                        + instance
                        + "' at step "
                        + step
                        + " fails its CRC-32C",
                (Throwable) null);
    }
}
