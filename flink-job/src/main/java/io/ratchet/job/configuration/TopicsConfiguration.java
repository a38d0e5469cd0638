package io.ratchet.job.configuration;

/**
 * The topics that the job writes.
 *
 * @param prefix how their names begin
 * @param replication replicas of a topic that has to be made
 * @param acceptLoss whether the job goes on where a topic was made again, and what it had written
 *     is lost
 */
public record TopicsConfiguration(String prefix, int replication, boolean acceptLoss) {
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
