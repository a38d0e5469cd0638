package io.ratchet.job.claim;

import io.ratchet.job.log.CommittedRecords;
import io.ratchet.job.message.Message;
import io.ratchet.job.record.CommittedStates;
import io.ratchet.job.record.ForeignRecord;
import io.ratchet.operator.end.EndedRuns;
import io.ratchet.operator.restore.ReportedRun;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RunStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the run-state topic tells of a job.
 *
 * @param owner the start that owns it, if it was ever started
 * @param starts what that start has fixed of every run that the job ever had
 * @param states the last committed state of each run
 * @param foreign what stands where states of runs do and cannot be read, by key
 */
public record JobHistory(
        Optional<Owner> owner,
        Map<String, RunStart> starts,
        Map<String, RunStateRecord> states,
        Map<String, ForeignRecord> foreign) {
    public JobHistory {
        starts = Map.copyOf(starts);
        states = Map.copyOf(states);
        foreign = Map.copyOf(foreign);
    }

    /**
     * Reads the topic; a topic that does not exist is an empty history. What starts write stands
     * there without a transaction; one of the job that is open must not hide it.
     *
     * @param clients properties of the Kafka client
     */
    public static JobHistory read(Map<String, String> clients, String topic, String job) {
        return of(StartRecords.read(clients, topic), clients, topic, job);
    }

    public static JobHistory of(
            StartRecords records, Map<String, String> clients, String topic, String job) {
        CommittedStates committed = new CommittedStates();
        CommittedRecords.read(
                clients,
                topic,
                record -> {
                    if (!StartRecords.isOfStart(ForeignRecord.key(record.key()))) {
                        committed.take(record);
                    }
                });
        return new JobHistory(
                records.claim(job).map(OwnerClaim::owner),
                records.starts(job),
                committed.states(),
                committed.foreign());
    }

    /**
     * Holds what cannot be read against a job.
     *
     * @return what of it has to be said, a sentence each
     * @throws StartException if it stands where the state of a run should stand, and no state does
     */
    public List<String> foreign(String job) {
        List<String> passedOver = new ArrayList<>();
        for (Map.Entry<String, ForeignRecord> record : new TreeMap<>(foreign).entrySet()) {
            String run = record.getKey();
            if (starts.containsKey(run) && !states.containsKey(run)) {
                throw new StartException(
                        Message.of(
                                """
                                Job '%s' cannot be started: %s. Under this key stands the last \
                                state of run '%s', and now none of it is left, so that nobody can \
                                tell how far readers have seen it. If another build of Ratchet has \
                                written it, go on with that build. If not, delete it: write a \
                                record without a value under the same key, and start again. The \
                                job then goes on from its newest checkpoint, and writes the next \
                                state of a run that has not ended; what is reported already is not \
                                reported again.""",
                                job, record.getValue().text(), run));
            }
            passedOver.add(record.getValue().passedOver());
        }
        return passedOver;
    }

    /** The last committed state of a run in a generation. */
    public Optional<RunStateRecord> state(String run, int generation) {
        return Optional.ofNullable(states.get(run))
                .filter(state -> state.generation() == generation);
    }

    /**
     * How far readers have seen each run of a generation.
     *
     * @param isBehindEnd whether it goes on from the state in which all runs had ended
     */
    public Map<String, ReportedRun> reported(int generation, boolean isBehindEnd) {
        Map<String, ReportedRun> reported = new HashMap<>();
        states.forEach(
                (run, state) -> {
                    if (state.generation() == generation) {
                        reported.put(run, reported(run, state, isBehindEnd));
                    }
                });
        return reported;
    }

    private ReportedRun reported(String run, RunStateRecord state, boolean isBehindEnd) {
        RunStart start = starts.get(run);
        return new ReportedRun(
                state.status(),
                state.step(),
                state.history(),
                start == null ? 0 : start.ends(),
                start != null && (isBehindEnd ? start.goesOn() : isBeforeLaterEnd(start, state)));
    }

    /** Whether a run was given a later end, and has reported nothing since. */
    public static boolean isBeforeLaterEnd(RunStart start, RunStateRecord state) {
        return start.goesOn()
                && state.ends() < start.ends()
                && state.status() != RunStatus.TRAINING;
    }

    /** Whether a run had ended, was given a later end, and has reported nothing since. */
    public boolean goesOnNow(RunStart start) {
        return state(start.run(), start.generation())
                .filter(state -> isBeforeLaterEnd(start, state))
                .isPresent();
    }

    /** Whether a run has ended in a generation, and was not given a later end. */
    public boolean hasEnded(String run, int generation) {
        return state(run, generation)
                .filter(state -> state.status() != RunStatus.TRAINING)
                .filter(
                        state ->
                                start(run, generation)
                                        .filter(start -> isBeforeLaterEnd(start, state))
                                        .isEmpty())
                .isPresent();
    }

    /** The same with these starts, and no others. */
    public JobHistory withOnly(Map<String, RunStart> others) {
        return new JobHistory(owner, others, states, foreign);
    }

    /** The same of a job that another start owns. */
    public JobHistory of(Owner other) {
        return new JobHistory(Optional.of(other), starts, states, foreign);
    }

    /** The generation of the last start; 0 where there was none. */
    public int generation() {
        return owner.map(Owner::generation).orElse(0);
    }

    /** How often all runs of a generation had ended and were gone on with. */
    public int ends(int generation) {
        return starts.values().stream()
                .filter(start -> start.generation() == generation)
                .mapToInt(RunStart::ends)
                .max()
                .orElse(0);
    }

    /** The number of the next time that all runs are gone on with. */
    public int nextEnd() {
        return 1 + starts.values().stream().mapToInt(RunStart::ends).max().orElse(0);
    }

    /**
     * Whether a checkpoint is the state from which the job was gone on with the last time, after
     * its runs had ended: a start may fall back to it. Runs that were begun since do not stand in
     * it.
     */
    public boolean wasGoneOnFrom(EndedRuns ended, int generation) {
        int last = ends(generation);
        return last > 0
                && starts.values().stream()
                        .filter(start -> start.generation() == generation && start.ends() == last)
                        .allMatch(
                                start ->
                                        ended.positions().containsKey(start.run())
                                                && (!start.goesOn() || beginsAt(start, ended)));
    }

    private static boolean beginsAt(RunStart start, EndedRuns ended) {
        Map<Integer, Long> positions = ended.positions().getOrDefault(start.run(), Map.of());
        for (PartitionSpan span : start.reading()) {
            if (positions.getOrDefault(span.partition(), span.begin()) != span.begin()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether a checkpoint was taken since runs were gone on with: one of those that have reported
     * nothing since has not ended in it.
     */
    public boolean goesOnIn(EndedRuns ended, Set<String> runs) {
        return runs.stream()
                .filter(run -> !ended.positions().containsKey(run))
                .anyMatch(
                        run -> {
                            RunStart start = starts.get(run);
                            RunStateRecord state = states.get(run);
                            return start != null && state != null && isBeforeLaterEnd(start, state);
                        });
    }

    /** The runs that were started in a generation. */
    public Set<String> runs(int generation) {
        return starts.values().stream()
                .filter(start -> start.generation() == generation)
                .map(RunStart::run)
                .collect(Collectors.toSet());
    }

    /** What was fixed at a run's first start in a generation. */
    public Optional<RunStart> start(String run, int generation) {
        return Optional.ofNullable(starts.get(run))
                .filter(start -> start.generation() == generation);
    }
}
