package io.ratchet.job.resume;

import io.ratchet.job.claim.JobHistory;
import io.ratchet.job.claim.StartException;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.configuration.ResumePolicy;
import io.ratchet.job.discovery.CheckpointInspector;
import io.ratchet.job.discovery.Inspection;
import io.ratchet.job.discovery.ResumePlanner;
import io.ratchet.job.message.Message;
import io.ratchet.operator.restore.RestorePoint;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the checkpoint or savepoint that a start goes on from. */
final class RestoreChoice {
    private static final Logger LOG = LoggerFactory.getLogger(RestoreChoice.class);

    private final JobConfiguration configuration;
    private final ResumePolicy policy;
    private final JobHistory history;
    private final int generation;

    RestoreChoice(
            JobConfiguration configuration,
            ResumePolicy policy,
            JobHistory history,
            int generation) {
        this.configuration = configuration;
        this.policy = policy;
        this.history = history;
        this.generation = generation;
    }

    /**
     * The one that is named, or the newest whole one.
     *
     * @throws StartException if the one that is named is faulty, or if none is left of a job that
     *     has committed steps
     */
    Optional<Inspection> whole() {
        if (policy instanceof ResumePolicy.Never) {
            return Optional.empty();
        }
        if (policy instanceof ResumePolicy.From from) {
            Inspection inspection = new CheckpointInspector().inspect(from.path());
            if (inspection.fault().isPresent()) {
                throw new StartException(
                        Message.of(
                                """
                                Cannot go on from %s: %s. Give another checkpoint or savepoint, or \
                                'resume: auto'.""",
                                from.path(), inspection.fault().get()));
            }
            return Optional.of(inspection);
        }
        ResumePlanner.Finding finding = newestWhole(configuration, generation);
        if (finding.whole().isEmpty()) {
            CommittedSteps.refuse(configuration, history, generation, finding);
        }
        return finding.whole();
    }

    static ResumePlanner.Finding newestWhole(JobConfiguration configuration, int generation) {
        return ResumePlanner.newestWhole(
                List.of(
                        JobPlan.checkpointDirectory(configuration, generation),
                        JobPlan.savepointDirectory(configuration, generation)));
    }

    /**
     * What a start goes on from.
     *
     * @param whole what was chosen, if anything
     * @param now the history that the runs go on with
     * @throws StartException if what was chosen was written by another, or with something else
     */
    RestorePoint point(Optional<Inspection> whole, JobHistory now, boolean isBehindEnd) {
        Path directory = JobPlan.checkpointDirectory(configuration, generation);
        whole.ifPresent(new ProvenanceCheck(configuration, history, generation)::check);
        return whole.map(one -> new RestorePoint(directory, one.path(), one.checkpointId()))
                .map(point -> point.behind(now.reported(generation, isBehindEnd)))
                .orElseGet(() -> RestorePoint.nothing(directory));
    }

    /**
     * The same now that the job is claimed: an older start that still lives may have replaced a
     * checkpoint until it was dethroned. One that was named is not replaced by another, so that it
     * is refused here too.
     */
    RestorePoint stillThere(RestorePoint chosen, JobHistory now, boolean isBehindEnd) {
        if (chosen.given()
                .map(path -> new CheckpointInspector().inspect(path).isWhole())
                .orElse(true)) {
            return chosen;
        }
        LOG.warn("{} is no longer whole now that the job is claimed", chosen.path());
        try {
            if (isBehindEnd) {
                throw new StartException("The last state of the job is gone.");
            }
            return point(whole(), now, false);
        } catch (StartException refusal) {
            throw new StartException(
                    Message.of(
                            """
                            %s %s was whole when it was chosen. The job is claimed since: an older \
                            start of it that still runs ends at its next checkpoint, so that \
                            nobody trains until it is started again.""",
                            refusal.getMessage(), chosen.path()),
                    refusal);
        }
    }
}
