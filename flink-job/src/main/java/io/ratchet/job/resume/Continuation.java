package io.ratchet.job.resume;

import io.ratchet.job.claim.JobHistory;
import io.ratchet.job.claim.RunStart;
import io.ratchet.job.claim.StartException;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.contract.LaterEnds;
import io.ratchet.job.contract.PlannedRun;
import io.ratchet.job.discovery.Inspection;
import io.ratchet.job.discovery.SourceName;
import io.ratchet.job.message.Message;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.run.RunStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.core.fs.Path;

/**
 * How a job goes on from what is there of it.
 *
 * <p>Each time that all of its runs have ended and something goes on, its sources get other names,
 * which count that ({@link SourceName}): they begin where the runs stand, and not where the sources
 * stood. So a state holds the sources of one such count, and may be gone on from in two ways: under
 * the same count, with its sources; or, if it is the one in which the runs had ended, under the
 * next, without them. That second way is open as long as nothing newer is whole, also to a start
 * that comes after one which died before its first checkpoint.
 *
 * @param from the checkpoint or savepoint, if any
 * @param history with what is fixed of the runs from now on
 * @param isBehindEnd whether the sources in it are left aside
 * @param ends how often all runs had ended and were gone on with
 */
record Continuation(Optional<Inspection> from, JobHistory history, boolean isBehindEnd, int ends) {

    /**
     * Finds it.
     *
     * @param later which runs go on though all have ended
     * @param whole what there is to go on from
     * @throws StartException if the runs cannot go on from there
     */
    static Continuation of(
            JobConfiguration configuration,
            JobHistory history,
            Standing standing,
            LaterEnds later,
            Optional<Inspection> whole) {
        Continuation found = find(configuration, history, standing, later, whole);
        if (found.isBehindEnd() && whole.filter(Inspection::holdsBlocks).isPresent()) {
            throw lastStateNotKept(configuration, whole.get());
        }
        return found;
    }

    private static Continuation find(
            JobConfiguration configuration,
            JobHistory history,
            Standing standing,
            LaterEnds later,
            Optional<Inspection> whole) {
        int generation = standing.generation();
        int now = history.ends(generation);
        boolean allEnded =
                whole.filter(
                                one ->
                                        one.holdsEndsOf(
                                                standing.known().isEmpty()
                                                        ? standing.before()
                                                        : standing.known()))
                        .isPresent();
        if (!later.isEmpty()
                && !allEnded
                && whole.filter(one -> history.goesOnIn(one.ended(), later.spans().keySet()))
                        .isEmpty()) {
            throw lastStateGone(configuration, generation, later, whole);
        }
        if (whole.isEmpty()) {
            return new Continuation(whole, history, false, now);
        }
        boolean haveBegun = standing.haveEnded() || standing.known().isEmpty();
        if (allEnded && (!later.isEmpty() || (haveBegun && standing.hasNew()))) {
            refuseUnended(history, standing, whole.get());
            int number = Math.max(history.nextEnd(), 1 + whole.get().ends().orElse(0));
            return new Continuation(
                    whole,
                    history.withOnly(
                            later.starts(history, generation, whole.get().ended(), number)),
                    true,
                    number);
        }
        int then = whole.get().ends().orElse(now);
        if (then < now && !history.wasGoneOnFrom(whole.get().ended(), generation)) {
            throw older(configuration, generation, whole.get(), then, now);
        }
        return new Continuation(whole, history, then < now, Math.max(then, now));
    }

    /** Runs go on together, and one that is left out could not be taken up again. */
    private static void refuseUnended(JobHistory history, Standing standing, Inspection from) {
        for (String run : new TreeSet<>(standing.before())) {
            Optional<RunStateRecord> state =
                    history.state(run, standing.generation())
                            .filter(one -> one.status() == RunStatus.TRAINING)
                            .filter(one -> !from.ended().positions().containsKey(run));
            if (state.isPresent()) {
                throw new StartException(
                        Message.of(
                                """
                                Run '%s' is not configured any more, and has not ended: it stands \
                                at step %s. Runs of a job go on together when all have ended, and \
                                this one would lose its place in its topic. Put it back into the \
                                configuration until it has ended, or start afresh, as the next \
                                generation, with 'resume: never'.""",
                                run, state.get().step()));
            }
        }
    }

    private static StartException lastStateGone(
            JobConfiguration configuration,
            int generation,
            LaterEnds later,
            Optional<Inspection> whole) {
        return new StartException(
                Message.of(
                        """
                        The runs of job '%s' have ended, and %s could go on to a later end, but \
                        the state in which they ended is not in %s%s. Bring it back, or start \
                        afresh, as the next generation, with 'resume: never'.""",
                        configuration.job(),
                        later.spans().keySet(),
                        lastStates(configuration, generation),
                        whole.map(one -> "; what there is, " + one.path() + ", is older")
                                .orElse("")));
    }

    private static StartException lastStateNotKept(JobConfiguration configuration, Inspection one) {
        return new StartException(
                Message.of(
                        """
                        The runs of job '%s' had ended when %s was taken, but the job was ended \
                        before it had kept its last state. This one also holds records that were on \
                        their way behind the end, with which no run could go on. Start the job once \
                        with the runs and ends that it had then: it trains nothing and keeps its \
                        last state. Then start it as it is configured now.""",
                        configuration.job(), one.path()));
    }

    private static StartException older(
            JobConfiguration configuration, int generation, Inspection one, int then, int now) {
        return new StartException(
                Message.of(
                        """
                        Job '%s' cannot go on from %s: it was taken before all of its runs had \
                        ended and were gone on with (so far %s times then, and %s times now), and \
                        its sources stand where the runs do not go on. Bring back the state in \
                        which they had ended, in %s, or a newer checkpoint; or start afresh, as \
                        the next generation, with 'resume: never'.""",
                        configuration.job(),
                        one.path(),
                        then,
                        now,
                        lastStates(configuration, generation)));
    }

    private static Path lastStates(JobConfiguration configuration, int generation) {
        return new Path(
                JobPlan.checkpointDirectory(configuration, generation), JobPlan.LAST_STATES);
    }

    /**
     * Holds what the job reads now against the sources in the state.
     *
     * @throws StartException if a run would begin where others have read on already, or if the
     *     state holds a source that nobody reads any more: Flink restores no state of which a part
     *     is left over
     */
    void refuseOtherSources(Standing standing, String job, List<PlannedRun> runs) {
        if (from.isEmpty() || isBehindEnd) {
            return;
        }
        for (PlannedRun run : runs) {
            boolean isNew =
                    !standing.before().isEmpty() && !standing.before().contains(run.start().run());
            if (isNew && from.get().sources().contains(SourceName.of(run, ends))) {
                throw leftBehind(job, run);
            }
        }
        Set<SourceName> left = new HashSet<>(from.get().sources());
        runs.forEach(run -> left.remove(SourceName.of(run, ends)));
        if (left.isEmpty()) {
            return;
        }
        List<String> texts = new ArrayList<>();
        for (SourceName source : left) {
            texts.add("topic '" + source.topic() + "' for " + readers(source));
        }
        texts.sort(String::compareTo);
        throw new StartException(
                Message.of(
                        """
                        Job '%s' cannot go on from %s: it reads %s, which no configured run reads \
                        any more. What was read and is not trained yet would be lost. Put the run \
                        back into the configuration; when all runs of the job have ended, it can \
                        be left out. Or start the others afresh, as the next generation, with \
                        'resume: never', or in a job of their own.""",
                        job, from.get().path(), String.join(", and ", texts)));
    }

    private static StartException leftBehind(String job, PlannedRun run) {
        return new StartException(
                Message.of(
                        """
                        Run '%s' is new, but other runs of job '%s' are already on their way \
                        through its topic '%s', and would leave it behind. Put it into a job of \
                        its own.""",
                        run.start().run(), job, run.topic()));
    }

    private String readers(SourceName source) {
        if (!source.run().isEmpty()) {
            return "run '" + source.run() + "'";
        }
        List<String> readers =
                history.starts().values().stream()
                        .filter(start -> start.topic().equals(source.topic()))
                        .map(RunStart::run)
                        .sorted()
                        .toList();
        return "runs " + readers;
    }
}
