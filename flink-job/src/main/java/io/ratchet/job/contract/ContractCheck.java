package io.ratchet.job.contract;

import io.ratchet.job.claim.JobHistory;
import io.ratchet.job.claim.RunStart;
import io.ratchet.job.claim.StartException;
import io.ratchet.job.configuration.InputConfiguration;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.job.message.Message;
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
                    Message.of(
                            "run '%s' is configured otherwise than it was started: %s",
                            run.id(),
                            refused.stream().map(Change::text).collect(Collectors.joining("; "))));
        }
        boolean bounded = run.ending().until() instanceof Until.Offsets;
        boolean hasEnd = start.spans().stream().allMatch(span -> span.end() != PartitionSpan.OPEN);
        if (bounded != hasEnd && !hasEnded) {
            refusals.add(
                    Message.of(
                            """
                            run '%s' was started %s an end of its topic, which is fixed at a run's \
                            first start""",
                            run.id(), hasEnd ? "with" : "without"));
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
                    Message.of(
                            """
                            run '%s' has read another topic '%s': its id was %s and is %s. It was \
                            deleted and made again, or is another broker's, so that other records \
                            stand at the offsets that the run has read. Bring the topic back; or, \
                            where it was restored with the same records at the same offsets, say \
                            so with 'sameRecordsAs: %s' in the run's input""",
                            run.id(), input.topic(), known, facts.id(), known));
        }
        partitions(run, start, facts);
        PlannedRun planned = planned(run, start, facts.text());
        RunContract contract = SpecContract.of(planned.spec());
        if (history.hasEnded(run.id(), start.generation())) {
            for (Change change : start.contract().takenOver(contract)) {
                notices.add(
                        Message.of(
                                "Run '%s' has ended, and %s if it goes on.",
                                run.id(), takesOver(change)));
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
                ? Message.of(
                        "reads its partitions to other offsets: %s before, %s now",
                        change.before(), change.now())
                : "takes over " + change.text();
    }

    private static String endsHere(RunStateRecord state) {
        return Message.of(
                """
                Run '%s' has come to step %s with %s samples, and its end lies there or before it \
                now: it ends where it is restored, and trains no step more.""",
                state.run(), state.step(), state.samples());
    }

    private void partitions(RunConfiguration run, RunStart start, TopicFacts facts) {
        int before = start.spans().size();
        int now = facts.partitionCount();
        if (now == before) {
            return;
        }
        String added =
                Message.of(
                        "topic '%s' has %s partitions now, and had %s when run '%s' began",
                        run.input().topic(), now, before, run.id());
        OptionalInt partitionBefore = run.input().keyPartition(before);
        OptionalInt partitionNow = run.input().keyPartition(now);
        if (!partitionNow.equals(partitionBefore)) {
            refusals.add(
                    Message.of(
                            """
                            %s: records of its key '%s' go to partition %s now, which the run does \
                            not read, instead of %s""",
                            added,
                            run.input().key().orElseThrow(),
                            partitionNow.orElseThrow(),
                            partitionBefore.orElseThrow()));
        } else {
            notices.add(
                    Message.of(
                            """
                            Not read: %s. What a run reads is fixed at its first start; give it a \
                            new id, or start afresh with 'resume: never', to read the others too.""",
                            added));
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
                    Message.of(
                            """
                            Job '%s' cannot go on, because what it reads or computes is not what \
                            was agreed at the first start: %s. What is trained already would be \
                            another run's. Change it back, give the changed run a new id, or start \
                            afresh, as the next generation, with 'resume: never'.""",
                            job, String.join(". Also, ", refusals)));
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
