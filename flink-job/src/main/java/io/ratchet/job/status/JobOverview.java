package io.ratchet.job.status;

import java.util.List;
import java.util.Optional;

/**
 * All that is known of a job.
 *
 * @param job its configured id
 * @param flink how Flink sees its newest submission; empty where Flink does not answer, or does not
 *     know it
 * @param runs how Kafka sees its runs; none where Kafka does not answer, or does not know it
 */
public record JobOverview(String job, Optional<JobView> flink, List<RunView> runs) {
    public JobOverview {
        runs = List.copyOf(runs);
    }

    /** Whether anybody knows the job. */
    public boolean isKnown() {
        return flink.isPresent() || !runs.isEmpty();
    }
}
