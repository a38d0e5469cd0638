package io.ratchet.job.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.run.RunStatus;
import java.util.List;

/** States of runs on the run-state topic, under the instance. */
public final class RunStateCodec implements RecordCodec<RunStateRecord> {
    private static final long serialVersionUID = 1L;

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

    @Override
    public List<byte[]> encode(RunStateRecord value) {
        return List.of(
                JsonRecord.write(
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
                            RefusalJson.write(json, value.refused());
                            json.writeNumberField("waitingRecords", value.waitingRecords());
                            json.writeNumberField("ends", value.ends());
                            json.writeStringField("sha256", value.sha256());
                            json.writeNumberField("time", value.timeMillis());
                            HistoryJson.write(json, value.history());
                        }));
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws UnreadableRecordException if it cannot be read
     */
    public static RunStateRecord decode(byte[] bytes) {
        JsonNode node = JsonRecord.read("run state", bytes);
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
