package io.ratchet.job.record;

import io.ratchet.operator.result.RunStateRecord;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The last committed state of each run, as records of the run-state topic come in.
 *
 * <p>What cannot be read displaces no state that can: readers have seen that one. It is kept apart
 * until it is deleted, or a state follows under its key: compaction may have removed the state
 * before it.
 */
public final class CommittedStates {
    private final Map<String, RunStateRecord> states = new HashMap<>();
    private final Map<String, ForeignRecord> foreign = new LinkedHashMap<>();

    /** What a record has come to. */
    public sealed interface Taken {
        /** A state. */
        record State(RunStateRecord state) implements Taken {}

        /** None, though it should be one by its key. */
        record Foreign(ForeignRecord record) implements Taken {}
    }

    /** Takes the next record that is not of a start; nothing comes of one without a value. */
    public Optional<Taken> take(ConsumerRecord<byte[], byte[]> record) {
        String key = ForeignRecord.key(record.key());
        foreign.remove(key);
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            RunStateRecord state = RunStateCodec.decode(record.value());
            if (!state.instance().equals(key)) {
                throw new UnreadableRecordException(
                        "its value is the state of '" + state.instance() + "'");
            }
            states.put(state.run(), state);
            return Optional.of(new Taken.State(state));
        } catch (UnreadableRecordException unreadable) {
            ForeignRecord passedOver = ForeignRecord.of(record, unreadable);
            foreign.put(key, passedOver);
            return Optional.of(new Taken.Foreign(passedOver));
        }
    }

    /** By run. */
    public Map<String, RunStateRecord> states() {
        return Map.copyOf(states);
    }

    /** What cannot be read, by key. */
    public Map<String, ForeignRecord> foreign() {
        return Map.copyOf(foreign);
    }
}
