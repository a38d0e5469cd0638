package io.ratchet.job.resume;

import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.record.Owner;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a start of a job needs beside its configuration.
 *
 * @param configuration the configuration
 * @param clients properties of every Kafka client, with its bootstrap servers
 * @param owner this start
 * @param runs the runs
 * @param restorePath the checkpoint or savepoint to go on from, if any
 */
public record JobPlan(
        JobConfiguration configuration,
        Map<String, String> clients,
        Owner owner,
        List<PlannedRun> runs,
        Optional<String> restorePath) {
    public JobPlan {
        clients = Map.copyOf(clients);
        runs = List.copyOf(runs);
    }

    /** Where this generation's checkpoints are kept. */
    public String checkpointDirectory() {
        return checkpointDirectory(configuration, owner.generation());
    }

    /** Where this generation's savepoints are kept. */
    public String savepointDirectory() {
        return savepointDirectory(configuration, owner.generation());
    }

    static String checkpointDirectory(JobConfiguration configuration, int generation) {
        return configuration.checkpoint().directory() + "/generation-" + generation;
    }

    static String savepointDirectory(JobConfiguration configuration, int generation) {
        return configuration.checkpoint().savepoints() + "/generation-" + generation;
    }
}
