package io.ratchet.job.follow;

import java.util.Optional;
import org.apache.flink.api.common.JobStatus;

/** A job on some Flink, as whoever waits for its end sees it. */
public interface SubmittedJob {
    /** Where it stands. */
    JobStatus status();

    /** Why Flink gave it up; empty as long as it has not. */
    Optional<JobFailure> failure() throws InterruptedException;

    /** What it has failed with last; empty where it has not, or nobody knows. */
    Optional<RestartNote> lastRestart();

    /** What its runs wait for, and have for some seconds, as a clause; empty where they do not. */
    String inputWait();

    /** How it goes now. */
    JobProgress progress();
}
