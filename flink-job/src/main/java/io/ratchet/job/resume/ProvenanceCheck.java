package io.ratchet.job.resume;

import io.ratchet.job.claim.JobHistory;
import io.ratchet.job.claim.RunStart;
import io.ratchet.job.claim.StartException;
import io.ratchet.job.claim.StartOrigin;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.job.discovery.Inspection;
import io.ratchet.job.discovery.JobStateBackend;
import io.ratchet.job.discovery.Provenance;
import io.ratchet.job.message.Message;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.run.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares what a checkpoint was written by, and with, with the start that would go on from it. A
 * difference is no damage: the start is refused before the job is claimed, and the checkpoint stays
 * what it is.
 */
final class ProvenanceCheck {
    private static final String AFRESH =
            " Or start afresh, as the next generation, with 'resume: never'.";

    private final JobConfiguration configuration;
    private final JobHistory history;
    private final int generation;

    ProvenanceCheck(JobConfiguration configuration, JobHistory history, int generation) {
        this.configuration = configuration;
        this.history = history;
        this.generation = generation;
    }

    /**
     * Compares.
     *
     * @throws StartException which names all that is another
     */
    void check(Inspection checkpoint) {
        List<String> refusals = new ArrayList<>();
        checkpoint
                .provenance()
                .ifPresent(
                        one -> {
                            otherJob(configuration, one).ifPresent(refusals::add);
                            otherGeneration(one).ifPresent(refusals::add);
                            otherTopics(configuration, one).ifPresent(refusals::add);
                            otherBackend(one).ifPresent(refusals::add);
                        });
        renamed().ifPresent(refusals::add);
        if (!refusals.isEmpty()) {
            throw new StartException(
                    Message.of(
                            "Cannot go on from %s, which is whole: %s%s",
                            checkpoint.path(), String.join(" Also: ", refusals), AFRESH));
        }
    }

    /** That a job would go on from what is another's; nothing where that cannot be told. */
    static Optional<String> otherJob(JobConfiguration configuration, Provenance one) {
        return one.origin()
                .map(StartOrigin::job)
                .filter(before -> !before.equals(configuration.job()))
                .map(
                        before ->
                                Message.of(
                                        """
                                        it is of job '%s', and this is job '%s': what is reported, \
                                        and where the sources stand, belongs to that job. Give a \
                                        checkpoint or savepoint of job '%s', or 'resume: auto'; a \
                                        job cannot be renamed.""",
                                        before, configuration.job(), configuration.job()));
    }

    private Optional<String> otherGeneration(Provenance one) {
        int written = one.writer().generation();
        return written == generation
                ? Optional.empty()
                : Optional.of(
                        Message.of(
                                """
                                it was taken in generation %s, and the job is in generation %s: \
                                its steps are another training's. Give a checkpoint or savepoint \
                                of generation %s, or 'resume: auto'.""",
                                written, generation, generation));
    }

    /** That a job writes to others than before; nothing where that cannot be told. */
    static Optional<String> otherTopics(JobConfiguration configuration, Provenance one) {
        Set<String> now = new TreeSet<>(configuration.topics().all());
        return one.origin()
                .map(origin -> origin.topics().keySet())
                .filter(before -> !now.equals(before))
                .map(
                        before ->
                                Message.of(
                                        """
                                        the job wrote to %s when it was taken, and is configured \
                                        to write to %s: what is reported would be torn in two, and \
                                        who owns the job stands on the former. Set topics.prefix \
                                        back.""",
                                        before, now));
    }

    private Optional<String> otherBackend(Provenance one) {
        JobStateBackend now = JobStateBackend.of(configuration);
        return now.otherThan(one)
                .map(
                        before ->
                                Message.of(
                                        """
                                        its state was written by the state backend %s, as %s, and \
                                        state.backend.type is %s now, which does not read it. Set \
                                        it back. To change it, stop the job with 'ratchet stop': \
                                        every backend reads the savepoint.""",
                                        before, one.format().text(), now.name()));
    }

    /** State is stored under a run's id: what is new and what is left out would both be lost. */
    private Optional<String> renamed() {
        for (RunConfiguration run : configuration.runs()) {
            if (history.start(run.id(), generation).isPresent()) {
                continue;
            }
            Optional<String> before =
                    history.starts().values().stream()
                            .filter(start -> start.generation() == generation)
                            .filter(start -> start.topic().equals(run.input().topic()))
                            .map(RunStart::run)
                            .filter(this::isLeftOut)
                            .sorted()
                            .findFirst();
            if (before.isPresent()) {
                return Optional.of(
                        Message.of(
                                """
                                run '%s', which trains topic '%s' in it, is not configured any \
                                more, and run '%s' of the same topic is new. A run's state is \
                                stored under its id, so that a run which is renamed has none. Name \
                                it '%s' again, or put '%s' into a job of its own.""",
                                before.get(),
                                run.input().topic(),
                                run.id(),
                                before.get(),
                                run.id()));
            }
        }
        return Optional.empty();
    }

    private boolean isLeftOut(String run) {
        return configuration.runs().stream().noneMatch(one -> one.id().equals(run))
                && history.state(run, generation)
                        .map(RunStateRecord::status)
                        .filter(status -> status == RunStatus.TRAINING)
                        .isPresent();
    }
}
