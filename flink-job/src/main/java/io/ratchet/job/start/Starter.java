package io.ratchet.job.start;

import io.ratchet.job.resume.JobPlan;
import io.ratchet.job.resume.StartDecision;

/**
 * Does what a start has come to: runs a plan, or reports that every run has ended before.
 *
 * @param <T> what it returns
 */
public interface Starter<T> {
    /** Every run has ended before: there is nothing to run. */
    T ended(StartDecision.Ended ended) throws Exception;

    /** Submits what is planned, and follows it as far as it wants to. */
    Attempt<T> run(JobPlan plan) throws Exception;
}
