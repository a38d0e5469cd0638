package io.ratchet.job.contract;

import io.ratchet.job.claim.JobHistory;
import io.ratchet.job.claim.RunStart;
import io.ratchet.job.claim.StartException;
import io.ratchet.job.configuration.InputConfiguration;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.run.Change;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RunContract;
import io.ratchet.training.run.RunStatus;
import io.ratchet.training.run.SpecContract;
import io.ratchet.training.run.Until;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Compares what runs are configured to read and to compute with what was agreed when they were
 * first started, and collects all that is to be said of it.
 */
public final class ContractCheck {
    private final List<String> refusals = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    /** What is taken over, and what a user may not expect; to be said where the user looks. */
    public List<String> notices() {
        return List.copyOf(notices);
    }

    /**
     * Compares what stands in the configuration.
     *
     * @param start what was fixed
     * @param hasEnded whether it has ended: then it may be given another kind of end
     */
    void configuration(RunConfiguration run, RunStart start, boolean hasEnded) {
        RunContract now = SpecContract.of(planned(run, start, "not looked at").spec());
        List<Change> refused = start.contract().refused(now);
        if (!refused.isEmpty()) {
            refusals.add(
                    "run '"
                            + run.id()
                            + "' is configured otherwise than it was started: "
                            + refused.stream().map(Change::text).collect(Collectors.joining("; ")));
        }
        boolean bounded = run.ending().until() instanceof Until.Offsets;
        boolean hasEnd = start.spans().stream().allMatch(span -> span.end() != PartitionSpan.OPEN);
        if (bounded != hasEnd && !hasEnded) {
            refusals.add(
                    "run '"
                            + run.id()
                            + "' was started "
                            + (hasEnd ? "with" : "without")
                            + " an end of its topic, which is fixed at a run's first start");
        }
    }

    /**
     * Compares the topic, and takes over what may change.
     *
     * @param start what was fixed
     * @param facts which topic stands under the name now
     * @param history of the job: of a run that has ended and does not go on nothing is taken over,
     *     so that the start that it goes on with sees what has changed since its end
     * @return the run as it goes on
     */
    PlannedRun topic(RunConfiguration run, RunStart start, TopicFacts facts, JobHistory history) {
        InputConfiguration input = run.input();
        String known = InputContract.knownId(start);
        boolean vouched = input.sameRecordsAs().filter(known::equals).isPresent();
        if (!facts.id().equals(known) && !vouched) {
            refusals.add(
                    "run '"
                            + run.id()
                            + "' has read another topic '"
                            + input.topic()
                            + "': its id was "
                            + known
                            + " and is "
                            + facts.id()
                            + ". It was deleted and made again, or is another broker's, so that"
                            + " other records stand at the offsets that the run has read. Bring the"
                            + " topic back; or, where it was restored with the same records at the same offsets, say so with"
                            + " 'sameRecordsAs: "
                            + known
                            + "' in the run's input");
        }
        partitions(run, start, facts);
        PlannedRun planned = planned(run, start, facts.text());
        RunContract contract = SpecContract.of(planned.spec());
        if (history.hasEnded(run.id(), start.generation())) {
            for (Change change : start.contract().takenOver(contract)) {
                notices.add(
                        "Run '"
                                + run.id()
                                + "' has ended, and "
                                + takesOver(change)
                                + " if it goes on.");
            }
            return new PlannedRun(run, start, planned.agreed());
        }
        if (history.goesOnNow(start)) {
            notices.add("Run '" + run.id() + "' had ended, and goes on from there.");
        }
        for (Change change : start.contract().takenOver(contract)) {
            notices.add("Run '" + run.id() + "' " + takesOver(change) + ".");
        }
        history.state(run.id(), start.generation())
                .filter(state -> state.status() == RunStatus.TRAINING)
                .filter(state -> run.ending().until().isReached(state.step(), state.samples()))
                .ifPresent(state -> notices.add(endsHere(state)));
        return new PlannedRun(run, start.under(contract), planned.agreed());
    }

    /** Where a run ends in its partitions stands in no configuration: it is said in words. */
    private static String takesOver(Change change) {
        return change.name().equals(SpecContract.ENDS)
                ? "reads its partitions to other offsets: "
                        + change.before()
                        + " before, "
                        + change.now()
                        + " now"
                : "takes over " + change.text();
    }

    private static String endsHere(RunStateRecord state) {
        return "Run '"
                + state.run()
                + "' has come to step "
                + state.step()
                + " with "
                + state.samples()
                + " samples, and its end lies there or before it now: it ends where it is restored,"
                + " and trains no step more.";
    }

    private void partitions(RunConfiguration run, RunStart start, TopicFacts facts) {
        int before = start.spans().size();
        int now = facts.partitionCount();
        if (now == before) {
            return;
        }
        String added =
                "topic '"
                        + run.input().topic()
                        + "' has "
                        + now
                        + " partitions now, and had "
                        + before
                        + " when run '"
                        + run.id()
                        + "' began";
        OptionalInt partitionBefore = run.input().keyPartition(before);
        OptionalInt partitionNow = run.input().keyPartition(now);
        if (!partitionNow.equals(partitionBefore)) {
            refusals.add(
                    added
                            + ": records of its key '"
                            + run.input().key().orElseThrow()
                            + "' go to partition "
                            + partitionNow.orElseThrow()
                            + " now, which the run does not read, instead of "
                            + partitionBefore.orElseThrow());
        } else {
            notices.add(
                    "Not read: "
                            + added
                            + ". What a run reads is fixed at its first start; give it a new id, or"
                            + " start afresh with 'resume: never', to read the others too.");
        }
    }

    /** A run that begins. */
    public static PlannedRun begun(RunConfiguration run, RunStart start, TopicFacts facts) {
        PlannedRun planned = planned(run, start, facts.text());
        return new PlannedRun(run, start.under(SpecContract.of(planned.spec())), planned.agreed());
    }

    private static PlannedRun planned(RunConfiguration run, RunStart start, String topicNow) {
        return new PlannedRun(run, start, InputContract.of(run.input(), start, topicNow));
    }

    /**
     * Refuses the start if anything is another than it may be.
     *
     * @throws StartException which names all of it
     */
    void refuse(String job) {
        if (!refusals.isEmpty()) {
            throw new StartException(
                    "Job '"
                            + job
                            + "' cannot go on, because what it reads or computes is not what was"
                            + " agreed at the first start: "
                            + String.join(". Also, ", refusals)
                            + ". What is trained already would be another run's. Change it back,"
                            + " give the changed run a new id, or start afresh, as the next"
                            + " generation, with 'resume: never'.");
        }
    }

    /** What would be refused, of runs that do not go on, a sentence each. */
    List<String> refused() {
        return refusals.stream()
                .map(refusal -> "Of runs that have ended nothing is refused, but " + refusal + ".")
                .toList();
    }

    /** Something else that a run cannot go on with. */
    void refuse(RunConfiguration run, String why) {
        refusals.add("run '" + run.id() + "': " + why);
    }

    /** Something else that is to be said. */
    public void say(String notice) {
        notices.add(notice);
    }
}
