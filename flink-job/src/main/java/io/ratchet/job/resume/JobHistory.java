package io.ratchet.job.resume;

import io.ratchet.job.record.CommittedRecords;
import io.ratchet.job.record.Owner;
import io.ratchet.job.record.RunStart;
import io.ratchet.job.record.RunStateCodec;
import io.ratchet.operator.EndedRuns;
import io.ratchet.operator.ReportedRun;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RunStatus;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the run-state topic tells of a job.
 *
 * @param owner the start that owns it, if it was ever started
 * @param starts what that start has fixed of every run that the job ever had
 * @param states the last committed state of each run
 */
public record JobHistory(
        Optional<Owner> owner, Map<String, RunStart> starts, Map<String, RunStateRecord> states) {
    public JobHistory {
        starts = Map.copyOf(starts);
        states = Map.copyOf(states);
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

    static JobHistory of(
            StartRecords records, Map<String, String> clients, String topic, String job) {
        Map<String, byte[]> committed = new HashMap<>();
        CommittedRecords.read(clients, topic, record -> keep(record, committed));
        Map<String, RunStateRecord> states = new HashMap<>();
        committed.values().stream()
                .map(RunStateCodec::decode)
                .forEach(state -> states.put(state.run(), state));
        return new JobHistory(
                records.claim(job).map(OwnerClaim::owner), records.starts(job), states);
    }

    private static void keep(ConsumerRecord<byte[], byte[]> record, Map<String, byte[]> values) {
        if (record.key() != null && record.value() != null) {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (!StartRecords.isOfStart(key)) {
                values.put(key, record.value());
            }
        }
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
    Map<String, ReportedRun> reported(int generation, boolean isBehindEnd) {
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
    boolean goesOnNow(RunStart start) {
        return state(start.run(), start.generation())
                .filter(state -> isBeforeLaterEnd(start, state))
                .isPresent();
    }

    /** Whether a run has ended in a generation, and was not given a later end. */
    boolean hasEnded(String run, int generation) {
        return state(run, generation)
                .filter(state -> state.status() != RunStatus.TRAINING)
                .filter(
                        state ->
                                start(run, generation)
                                        .filter(start -> isBeforeLaterEnd(start, state))
                                        .isEmpty())
                .isPresent();
    }

    /** The same with other starts of some runs. */
    JobHistory with(Map<String, RunStart> others) {
        Map<String, RunStart> all = new HashMap<>(starts);
        all.putAll(others);
        return new JobHistory(owner, all, states);
    }

    /** The same of a job that another start owns. */
    JobHistory of(Owner other) {
        return new JobHistory(Optional.of(other), starts, states);
    }

    /** The generation of the last start; 0 where there was none. */
    int generation() {
        return owner.map(Owner::generation).orElse(0);
    }

    /**
     * Whether a checkpoint is the state from which runs were gone on with the last time, after they
     * had ended: a start may fall back to it.
     */
    boolean wasGoneOnFrom(EndedRuns ended, Set<String> runs) {
        List<RunStart> goOn =
                starts.values().stream()
                        .filter(start -> runs.contains(start.run()) && start.goesOn())
                        .toList();
        return ended.positions().keySet().containsAll(runs)
                && !goOn.isEmpty()
                && goOn.stream().allMatch(start -> beginsAt(start, ended));
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
    boolean goesOnIn(EndedRuns ended, Set<String> runs) {
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
    Set<String> runs(int generation) {
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
