package io.ratchet.job.sink;

import io.ratchet.job.track.EncodedRecord;
import io.ratchet.job.track.Track;
import io.ratchet.job.track.TrackRange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** A life of the sink, in a harness. */
@SuppressWarnings("try") // Flink's harness may be interrupted while it is closed
final class SinkLife implements AutoCloseable {
    private final OneInputStreamOperatorTestHarness<EncodedRecord, Void> harness;

    /** A checkpoint. */
    record Saved(long id, OperatorSubtaskState state) {}

    private SinkLife(OneInputStreamOperatorTestHarness<EncodedRecord, Void> harness) {
        this.harness = harness;
    }

    static SinkLife begin(SinkTask task, Optional<Saved> from) throws Exception {
        OneInputStreamOperatorTestHarness<EncodedRecord, Void> harness =
                new OneInputStreamOperatorTestHarness<>(
                        new SinkOperatorFactory(task),
                        EncodedRecord.TYPE.createSerializer(
                                new org.apache.flink.api.common.serialization
                                        .SerializerConfigImpl()));
        SinkLife life = new SinkLife(harness);
        try {
            harness.setup();
            if (from.isPresent()) {
                harness.setRestoredCheckpointId(from.get().id());
                harness.initializeState(from.get().state());
            } else {
                harness.initializeEmptyState();
            }
            harness.open();
            return life;
        } catch (Exception refused) {
            life.close(); // as the task does when an operator does not open
            throw refused;
        }
    }

    /** A step, and the state behind it. */
    SinkLife steps(long first, long last) throws Exception {
        for (long step = first; step <= last; step++) {
            record(SinkStage.STEPS, "steps/run", step, step + 1, "step " + step);
        }
        return record(SinkStage.STATES, "states/run", 0, 2 * last + 1, "state " + last);
    }

    /** Something that was refused. */
    SinkLife refused(long offset) throws Exception {
        return record(SinkStage.REFUSED, "records/0", offset, offset + 1, "refused " + offset);
    }

    SinkLife record(String topic, String part, long from, long to, String value) throws Exception {
        Track track = new Track(topic, "run", 1, part);
        return record(
                new EncodedRecord(
                        topic,
                        "run",
                        List.of(value.getBytes(StandardCharsets.UTF_8)),
                        List.of(new TrackRange(track, from, to))));
    }

    /** Something at a position of a track. */
    SinkLife record(Track track, long position) throws Exception {
        return record(
                new EncodedRecord(
                        track.topic(),
                        track.run(),
                        List.of(new byte[] {1}),
                        List.of(new TrackRange(track, position, position + 1))));
    }

    SinkLife record(EncodedRecord record) throws Exception {
        harness.processElement(new StreamRecord<>(record));
        return this;
    }

    /** A checkpoint that is stored, and not known to be complete. */
    Saved snapshot(long id) throws Exception {
        return new Saved(id, harness.snapshot(id, 0));
    }

    /** A checkpoint that is complete. */
    Saved checkpoint(long id) throws Exception {
        Saved saved = snapshot(id);
        complete(id);
        return saved;
    }

    void complete(long id) throws Exception {
        harness.notifyOfCompletedCheckpoint(id);
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }
}
