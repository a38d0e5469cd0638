package io.ratchet.job.cli.job;

/** Whether somebody ends a job that is followed before its end, and what is kept then. */
interface EarlyEnd {
    /** Nobody does: whoever follows the job leaves it running. */
    EarlyEnd NONE =
            new EarlyEnd() {
                @Override
                public boolean isAsked() {
                    return false;
                }

                @Override
                public void await(RunStateFollower runs) {}
            };

    /** Whether it has been asked for. */
    boolean isAsked();

    /**
     * Waits until the state is kept, the job has come to its end all the same, or the time is over;
     * says what is kept.
     */
    void await(RunStateFollower runs);
}
