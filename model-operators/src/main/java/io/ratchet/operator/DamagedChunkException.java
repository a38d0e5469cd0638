package io.ratchet.operator;

/** A chunk in a restored checkpoint is not what was stored. */
public final class DamagedChunkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedChunkException(String instance, long step, String tensor, int chunk) {
        super(
                "Cannot restore instance '"
                        + instance
                        + "' at step "
                        + step
                        + ": chunk "
                        + chunk
                        + " of tensor '"
                        + tensor
                        + "' fails its CRC-32C. Training on would poison the model. Restore an older checkpoint, or"
                        + " start with resume: never.");
    }
}
