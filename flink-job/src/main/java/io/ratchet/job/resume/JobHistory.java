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
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

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
        Map<String, byte[]> written = new HashMap<>();
        CommittedRecords.readWritten(
                clients, topic, record -> keep(record, JobHistory::isOfStart, written));
        Map<String, byte[]> committed = new HashMap<>();
        CommittedRecords.read(
                clients, topic, record -> keep(record, key -> !isOfStart(key), committed));
        Map<String, RunStart> starts = new HashMap<>();
        Optional<Owner> owner = Optional.ofNullable(written.get(Owner.key(job))).map(Owner::decode);
        written.forEach(
                (key, value) -> {
                    if (RunStart.isKey(key)) {
                        RunStart start = RunStart.decode(value);
                        starts.put(start.run(), start);
                    }
                });
        Map<String, RunStateRecord> states = new HashMap<>();
        committed.values().stream()
                .map(RunStateCodec::decode)
                .forEach(state -> states.put(state.run(), state));
        return new JobHistory(owner, starts, states);
    }

    private static void keep(
            ConsumerRecord<byte[], byte[]> record,
            Predicate<String> wanted,
            Map<String, byte[]> values) {
        if (record.key() != null && record.value() != null) {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (wanted.test(key)) {
                values.put(key, record.value());
            }
        }
    }

    /** A start writes without a transaction; one of the job that is open must not hide it. */
    private static boolean isOfStart(String key) {
        return RunStart.isKey(key) || Owner.isKey(key);
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
