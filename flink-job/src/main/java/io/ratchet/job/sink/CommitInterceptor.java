package io.ratchet.job.sink;

import java.io.Serializable;

/**
 * Is called before the sink commits, after it was made sure that the job is still its start's; a
 * test can hold the commit there, or let the job die.
 */
@FunctionalInterface
public interface CommitInterceptor extends Serializable {
    /** Does nothing. */
    CommitInterceptor NONE = () -> {};

    /** Is called before a commit. */
    void beforeCommit() throws InterruptedException;
}
