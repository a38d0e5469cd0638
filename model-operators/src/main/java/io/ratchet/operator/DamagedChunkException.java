package io.ratchet.operator;

/** A chunk in a restored checkpoint is not what was stored. */
public final class DamagedChunkException extends UnusableCheckpointException {
    private static final long serialVersionUID = 1L;

    private DamagedChunkException(String message) {
        super(message);
    }

    static DamagedChunkException of(
            String instance, long step, String tensor, int chunk, RestoredCheckpoint checkpoint) {
        String damage = "chunk " + chunk + " of tensor '" + tensor + "' fails its CRC-32C";
        return new DamagedChunkException(
                "Cannot restore instance '"
                        + instance
                        + "' at step "
                        + step
                        + ": "
                        + damage
                        + ". Training on would poison the model. "
                        + checkpoint.passOver(
                                "instance '" + instance + "' at step " + step + ": " + damage));
    }
}
