package io.ratchet.operator.live;

import io.ratchet.operator.failure.EndingException;
import io.ratchet.training.batch.Block;

/**
 * What arrives at TRAIN does not continue what it has taken in: records would be missing, or
 * trained with twice. Nothing of it is trained.
 */
public final class BrokenInputException extends EndingException {
    private static final long serialVersionUID = 1L;

    private BrokenInputException(String message) {
        super(message);
    }

    /** Refuses a block that begins anywhere but where an instance stands. */
    static void requireContinued(Block block, long position) {
        if (block.fromOffset() == position) {
            return;
        }
        boolean gap = block.fromOffset() > position;
        throw new BrokenInputException(
                "Run '"
                        + block.instance()
                        + "' has taken in partition "
                        + block.partition()
                        + " up to offset "
                        + position
                        + ", but the source reads it on from offset "
                        + block.fromOffset()
                        + (gap
                                ? ": the records between would be missing."
                                : ": the records between would be trained twice.")
                        + " Nothing of it was trained. The checkpoint's two halves, or a run that was"
                        + " left out of the job for a while, do not fit each other: name an older"
                        + " checkpoint or savepoint with 'resume: PATH', or start afresh, as the next"
                        + " generation, with 'resume: never'.");
    }
}
