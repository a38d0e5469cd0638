package io.ratchet.job.resume;

import io.ratchet.job.record.CommittedRecords;
import io.ratchet.job.record.Owner;
import io.ratchet.job.record.RunStart;
import io.ratchet.job.record.RunStateCodec;
import io.ratchet.operator.result.RunStateRecord;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the run-state topic tells of a job: the last value of every key.
 *
 * @param owner the start that came last, if the job was ever started
 * @param starts what was fixed at the first start of each run
 * @param states the last committed state of each run
 */
public record JobHistory(
        Optional<Owner> owner, Map<String, RunStart> starts, Map<String, RunStateRecord> states) {
    public JobHistory {
        starts = Map.copyOf(starts);
        states = Map.copyOf(states);
    }

    /**
     * Reads the topic; a topic that does not exist is an empty history.
     *
     * @param clients properties of the Kafka client
     */
    public static JobHistory read(Map<String, String> clients, String topic, String job) {
        Map<String, byte[]> values = new HashMap<>();
        CommittedRecords.read(
                clients,
                topic,
                record -> {
                    if (record.key() != null && record.value() != null) {
                        values.put(
                                new String(record.key(), StandardCharsets.UTF_8), record.value());
                    }
                });
        Map<String, RunStart> starts = new HashMap<>();
        Map<String, RunStateRecord> states = new HashMap<>();
        Optional<Owner> owner =
                Optional.ofNullable(values.remove(Owner.key(job))).map(Owner::decode);
        for (Map.Entry<String, byte[]> entry : values.entrySet()) {
            if (RunStart.isKey(entry.getKey())) {
                RunStart start = RunStart.decode(entry.getValue());
                starts.put(start.run(), start);
            } else if (!Owner.isKey(entry.getKey())) {
                RunStateRecord state = RunStateCodec.decode(entry.getValue());
                states.put(state.run(), state);
            }
        }
        return new JobHistory(owner, starts, states);
    }

    /** The last committed state of a run in a generation. */
    public Optional<RunStateRecord> state(String run, int generation) {
        return Optional.ofNullable(states.get(run))
                .filter(state -> state.generation() == generation);
    }

    /** What was fixed at a run's first start in a generation. */
    public Optional<RunStart> start(String run, int generation) {
        return Optional.ofNullable(starts.get(run))
                .filter(start -> start.generation() == generation);
    }
}
