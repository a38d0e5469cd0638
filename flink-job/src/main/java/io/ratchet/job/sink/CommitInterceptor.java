package io.ratchet.job.sink;

import java.io.Serializable;

/**
 * Is called before a sink commits, after it was made sure that the job is still its start's; a test
 * can hold the commit there, or let the job die.
 */
@FunctionalInterface
public interface CommitInterceptor extends Serializable {
    /** Does nothing. */
    CommitInterceptor NONE = sink -> {};

    /**
     * Is called before a commit.
     *
     * @param sink the uid of the sink
     */
    void beforeCommit(String sink) throws InterruptedException;
}
