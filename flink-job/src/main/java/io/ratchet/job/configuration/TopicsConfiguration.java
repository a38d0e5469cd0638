package io.ratchet.job.configuration;

import java.util.List;

/**
 * The topics that the job writes.
 *
 * @param prefix how their names begin
 * @param replication replicas of a topic that has to be made
 * @param acceptLoss whether the job goes on where a topic was made again, and what it had written
 *     is lost
 */
public record TopicsConfiguration(String prefix, int replication, boolean acceptLoss) {
    /** All of them. */
    public List<String> all() {
        return List.of(metrics(), runState(), quarantine());
    }

    /** Step records. */
    public String metrics() {
        return prefix + ".metrics";
    }

    /** Statuses of runs, starts of runs, owner of the job; compacted. */
    public String runState() {
        return prefix + ".run-state";
    }

    /** Refused records and batches. */
    public String quarantine() {
        return prefix + ".quarantine";
    }
}
