package io.ratchet.job.checkpoint;

import io.ratchet.job.message.Message;
import io.ratchet.operator.restore.UnusableCheckpointException;

/**
 * A checkpoint's {@code _metadata} was damaged between the choice of the checkpoint and its
 * restore. No mark is needed: every start sees it.
 */
public final class DamagedCheckpointException extends UnusableCheckpointException {
    private static final long serialVersionUID = 1L;

    DamagedCheckpointException(String checkpoint, DamagedMetadataException damage) {
        super(
                Message.of(
                        """
                        Cannot restore the job from %s: %s. Start the job again with the same \
                        command: it goes on from the newest whole one.""",
                        checkpoint, damage.getMessage()));
    }
}
