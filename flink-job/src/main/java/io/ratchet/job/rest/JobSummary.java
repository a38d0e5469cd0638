package io.ratchet.job.rest;

import org.apache.flink.api.common.JobStatus;

/**
 * A job as the overview shows it.
 *
 * @param id Flink's id of this submission
 * @param name the configured id of the job
 * @param status where it stands
 * @param startMillis when it was submitted, wall clock
 */
public record JobSummary(String id, String name, JobStatus status, long startMillis) {
    /** Whether it has not ended. */
    public boolean isLive() {
        return !status.isGloballyTerminalState();
    }

    @Override
    public String toString() {
        return name + " (" + id + ", " + status + ")";
    }
}
