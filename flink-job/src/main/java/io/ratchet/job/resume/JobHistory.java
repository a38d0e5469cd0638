package io.ratchet.job.resume;

import io.ratchet.job.record.CommittedRecords;
import io.ratchet.job.record.Owner;
import io.ratchet.job.record.RunStart;
import io.ratchet.job.record.RunStateCodec;
import io.ratchet.operator.ReportedRun;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.run.RunStatus;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
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

    /** How far readers have seen each run of a generation. */
    Map<String, ReportedRun> reported(int generation) {
        Map<String, ReportedRun> reported = new HashMap<>();
        states.forEach(
                (run, state) -> {
                    if (state.generation() == generation) {
                        reported.put(run, reported(run, state));
                    }
                });
        return reported;
    }

    private ReportedRun reported(String run, RunStateRecord state) {
        RunStart start = starts.get(run);
        return new ReportedRun(
                state.status(),
                state.step(),
                state.history(),
                start == null ? 0 : start.ends(),
                start != null && isBeforeLaterEnd(start, state));
    }

    /** Whether a run was given a later end, and has reported nothing since. */
    public static boolean isBeforeLaterEnd(RunStart start, RunStateRecord state) {
        return start.goesOn()
                && state.ends() < start.ends()
                && state.status() != RunStatus.TRAINING;
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
