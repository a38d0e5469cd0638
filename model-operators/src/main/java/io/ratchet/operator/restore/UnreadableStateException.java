package io.ratchet.operator.restore;

import io.ratchet.operator.failure.EndingException;

/**
 * A checkpoint's state does not deserialize, and nothing shows that it is damaged. It is not
 * marked: with what it was written with it can be read.
 */
public final class UnreadableStateException extends EndingException {
    private static final long serialVersionUID = 1L;

    UnreadableStateException(CheckpointPath checkpoint, String failure, String reason) {
        super(
                "Cannot restore the job from "
                        + checkpoint
                        + ": "
                        + failure
                        + ", but this is no damage: "
                        + reason
                        + ". It was not marked. Change back what was changed since it was taken (the"
                        + " keys under 'flink', the version of Flink), and start the job again.");
    }
}
