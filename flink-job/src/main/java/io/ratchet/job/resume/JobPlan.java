package io.ratchet.job.resume;

import io.ratchet.job.claim.Owner;
import io.ratchet.job.claim.OwnerClaim;
import io.ratchet.job.claim.StartOrigin;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.contract.PlannedRun;
import io.ratchet.job.discovery.FileCheck;
import io.ratchet.job.discovery.JobStateBackend;
import io.ratchet.job.record.RecordLimits;
import io.ratchet.operator.restore.RestorePoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.core.fs.Path;

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
 * @param isBehindEnd whether the checkpoint is the last state of a job whose runs had all ended,
 *     and some of them go on
 * @param ends how often all runs of the job had ended and were gone on with
 * @param origin what this start says of itself in every checkpoint that it takes
 * @param notices what its user has to know before it is submitted, a sentence each
 */
public record JobPlan(
        JobConfiguration configuration,
        Map<String, String> clients,
        OwnerClaim claim,
        List<PlannedRun> runs,
        RestorePoint restorePoint,
        boolean isAfresh,
        RecordLimits recordLimits,
        boolean isBehindEnd,
        int ends,
        StartOrigin origin,
        List<String> notices) {
    /**
     * The folder of last states, among the checkpoints: every machine of a cluster reaches those.
     */
    static final String LAST_STATES = "ended";

    public JobPlan {
        clients = Map.copyOf(clients);
        runs = List.copyOf(runs);
        int generation = claim.owner().generation();
        restorePoint =
                restorePoint.with(
                        new FileCheck(
                                List.of(
                                        checkpointDirectory(configuration, generation),
                                        savepointDirectory(configuration, generation)),
                                claim.owner().epoch(),
                                JobStateBackend.of(configuration).name()));
        notices = List.copyOf(notices);
    }

    /** This start. */
    public Owner owner() {
        return claim.owner();
    }

    /** The path of the checkpoint or savepoint to go on from, if any. */
    public Optional<Path> restorePath() {
        return restorePoint.given();
    }

    /** Where the job begins, as a clause. */
    public String beginning() {
        return restorePath()
                .map(path -> "goes on from " + path)
                .orElse("starts from the beginning");
    }

    /** Where this generation's checkpoints are kept. */
    public Path checkpointDirectory() {
        return restorePoint.checkpointDirectory();
    }

    /** Where this generation's savepoints are kept. */
    public Path savepointDirectory() {
        return savepointDirectory(configuration, owner().generation());
    }

    /** Where this generation's state is kept when all runs have ended. */
    public Path lastStateDirectory() {
        return new Path(checkpointDirectory(), LAST_STATES);
    }

    static Path checkpointDirectory(JobConfiguration configuration, int generation) {
        return new Path(configuration.checkpoint().directory(), "generation-" + generation);
    }

    static Path savepointDirectory(JobConfiguration configuration, int generation) {
        return new Path(configuration.checkpoint().savepoints(), "generation-" + generation);
    }
}
