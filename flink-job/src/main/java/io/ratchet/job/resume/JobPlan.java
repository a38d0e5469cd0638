package io.ratchet.job.resume;

import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.record.Owner;
import io.ratchet.job.record.RecordLimits;
import io.ratchet.operator.RestorePoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a start of a job needs beside its configuration.
 *
 * @param configuration the configuration
 * @param clients properties of every Kafka client, with its bootstrap servers
 * @param claim this start's claim to the job
 * @param runs the runs
 * @param restorePoint the checkpoint or savepoint to go on from, if any
 * @param isAfresh whether this start begins its generation
 * @param recordLimits how large a record may be on each of the output topics
 */
public record JobPlan(
        JobConfiguration configuration,
        Map<String, String> clients,
        OwnerClaim claim,
        List<PlannedRun> runs,
        RestorePoint restorePoint,
        boolean isAfresh,
        RecordLimits recordLimits) {
    public JobPlan {
        clients = Map.copyOf(clients);
        runs = List.copyOf(runs);
    }

    /** This start. */
    public Owner owner() {
        return claim.owner();
    }

    /** The path of the checkpoint or savepoint to go on from, if any. */
    public Optional<String> restorePath() {
        return Optional.of(restorePoint.path()).filter(path -> !path.isEmpty());
    }

    /** Where this generation's checkpoints are kept. */
    public String checkpointDirectory() {
        return restorePoint.checkpointDirectory();
    }

    /** Where this generation's savepoints are kept. */
    public String savepointDirectory() {
        return savepointDirectory(configuration, owner().generation());
    }

    static String checkpointDirectory(JobConfiguration configuration, int generation) {
        return configuration.checkpoint().directory() + "/generation-" + generation;
    }

    static String savepointDirectory(JobConfiguration configuration, int generation) {
        return configuration.checkpoint().savepoints() + "/generation-" + generation;
    }
}
