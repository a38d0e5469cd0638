package io.ratchet.job.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.job.message.Message;
import io.ratchet.job.track.Track;
import io.ratchet.job.track.TrackRange;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.run.RefusalCount;
import io.ratchet.training.run.RunHistory;
import io.ratchet.training.run.RunStatus;
import java.util.List;

/** States of runs on the run-state topic, under the instance. */
public final class RunStateCodec implements RecordCodec<RunStateRecord> {
    private static final long serialVersionUID = 1L;

    private final int recordBytes;

    /** For topics that take all that is sent. */
    public RunStateCodec() {
        this(RecordLimits.REQUEST_BYTES);
    }

    /**
     * @param recordBytes the bytes that key and value may have together
     */
    public RunStateCodec(int recordBytes) {
        this.recordBytes = recordBytes;
    }

    @Override
    public String key(RunStateRecord value) {
        return value.instance();
    }

    /** No run has so many batches; what comes behind an end counts on from there. */
    private static final long BEHIND_END = 1L << 42;

    /**
     * A state follows another if more batches have been applied or refused. An end follows every
     * state before it: where {@code until} is another than before, it may come at an earlier step.
     * A run that is gone on with after an end follows that.
     */
    @Override
    public List<TrackRange> ranges(String topic, RunStateRecord value) {
        Track track =
                new Track(topic, value.run(), value.generation(), "states/" + value.instance());
        long batches = value.step() + value.refusedBatches();
        long place = value.status() == RunStatus.TRAINING ? batches + 1 : BEHIND_END;
        return List.of(new TrackRange(track, 0, value.ends() * BEHIND_END + place));
    }

    /**
     * {@inheritDoc}
     *
     * <p>A state is one record, which takes the place of the one before. What is too large for its
     * topic leaves out of its history what {@link RunHistory#newest} would, and says how many
     * entries; then it cuts the details of what was refused. A start that goes on from an older
     * checkpoint knows no more of the history than that; TRAIN's state has it all.
     *
     * @throws IllegalArgumentException if its topic takes so little that it does not fit even then
     */
    @Override
    public List<byte[]> encode(RunStateRecord value) {
        int room = RecordParts.room(recordBytes, key(value));
        RunHistory history = value.history();
        byte[] record = encode(value, history, RefusalCount.DETAIL_LENGTH);
        while (record.length > room && !history.entries().isEmpty()) {
            history = history.newest(history.entries().size() / 2);
            record = encode(value, history, RefusalCount.DETAIL_LENGTH);
        }
        for (int length = RefusalCount.DETAIL_LENGTH / 4; record.length > room; length /= 2) {
            record = encode(value, history, length);
            if (length == 0) {
                requireRoom(value, record.length, room);
            }
        }
        return List.of(record);
    }

    private static void requireRoom(RunStateRecord value, int length, int room) {
        if (length > room) {
            throw new IllegalArgumentException(
                    Message.of(
                            """
                            The state of run '%s' takes %s bytes with nothing but its numbers, and \
                            its topic takes %s. Raise max.message.bytes of the run-state topic and \
                            start the job again.""",
                            value.run(), length, room));
        }
    }

    private static byte[] encode(RunStateRecord value, RunHistory history, int detailLength) {
        return JsonRecord.write(
                json -> {
                    json.writeStringField("run", value.run());
                    json.writeStringField("instance", value.instance());
                    json.writeNumberField("generation", value.generation());
                    json.writeStringField("status", value.status().code());
                    json.writeNumberField("step", value.step());
                    json.writeNumberField("samples", value.samples());
                    JsonRecord.decimal(json, "lossAverage", value.lossAverage());
                    JsonRecord.decimal(json, "auc", value.auc());
                    json.writeNumberField("refusedBatches", value.refusedBatches());
                    json.writeNumberField("trainedRecords", value.trainedRecords());
                    RefusalJson.write(json, value.refused(), detailLength);
                    json.writeNumberField("waitingRecords", value.waitingRecords());
                    json.writeNumberField("ends", value.ends());
                    json.writeStringField("sha256", value.sha256());
                    json.writeNumberField("time", value.timeMillis());
                    HistoryJson.write(json, history);
                });
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws UnreadableRecordException if it cannot be read
     */
    public static RunStateRecord decode(byte[] bytes) {
        return JsonRecord.read("run state", bytes, RunStateCodec::of);
    }

    private static RunStateRecord of(JsonNode node) {
        return new RunStateRecord(
                node.path("run").asText(),
                node.path("instance").asText(),
                node.path("generation").asInt(),
                RunStatus.ofCode(node.path("status").asText()),
                node.path("step").asLong(),
                node.path("samples").asLong(),
                JsonRecord.decimal(node, "lossAverage"),
                JsonRecord.decimal(node, "auc"),
                node.path("refusedBatches").asLong(),
                node.path("trainedRecords").asLong(),
                RefusalJson.read(node),
                node.path("waitingRecords").asLong(),
                node.path("ends").asInt(),
                node.path("sha256").asText(),
                node.path("time").asLong(),
                HistoryJson.read(node));
    }
}
