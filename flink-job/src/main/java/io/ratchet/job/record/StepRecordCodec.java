package io.ratchet.job.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.job.track.Track;
import io.ratchet.job.track.TrackRange;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.batch.Places;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Step records on the metrics topic. */
public final class StepRecordCodec implements RecordCodec<StepRecord> {
    private static final long serialVersionUID = 1L;

    private final int recordBytes;

    /**
     * @param recordBytes the bytes that key and value of a record may have together
     */
    public StepRecordCodec(int recordBytes) {
        this.recordBytes = recordBytes;
    }

    @Override
    public String key(StepRecord value) {
        return value.run();
    }

    @Override
    public List<TrackRange> ranges(String topic, StepRecord value) {
        Track track =
                new Track(topic, value.run(), value.generation(), "steps/" + value.instance());
        return List.of(TrackRange.at(track, value.step()));
    }

    @Override
    public List<byte[]> encode(StepRecord value) {
        return RecordParts.of(
                value.places(),
                RecordParts.room(recordBytes, key(value)),
                (places, part) -> encode(value, places, part));
    }

    private static byte[] encode(StepRecord value, Places places, Part part) {
        return JsonRecord.write(
                json -> {
                    json.writeStringField("run", value.run());
                    json.writeStringField("instance", value.instance());
                    json.writeNumberField("generation", value.generation());
                    json.writeNumberField("step", value.step());
                    json.writeNumberField("loss", value.loss());
                    JsonRecord.decimal(json, "lossAverage", value.lossAverage());
                    JsonRecord.decimal(json, "gradientNorm", value.gradientNorm());
                    JsonRecord.decimal(json, "learningRate", value.learningRate());
                    json.writeNumberField("sampleCount", value.sampleCount());
                    json.writeNumberField("samples", value.samples());
                    JsonRecord.decimal(json, "auc", value.auc());
                    PlacesJson.write(json, places);
                    part.write(json);
                    json.writeNumberField("time", value.timeMillis());
                });
    }

    /**
     * Reads a record that {@link #encode} wrote, every float to the bit. Of a step in several
     * records it has the places of this one; {@link StepRecordReader} joins them.
     *
     * @throws UnreadableRecordException if it cannot be read
     */
    public static StepRecord decode(byte[] bytes) {
        return decode(node(bytes));
    }

    /** The same of a record that anybody may have written: nothing where it is no step. */
    public static Optional<StepRecord> ifStep(byte @Nullable [] bytes) {
        if (bytes == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonRecord.read("step record", bytes, StepRecordCodec::decode));
        } catch (UnreadableRecordException foreign) {
            return Optional.empty();
        }
    }

    static JsonNode node(byte[] bytes) {
        return JsonRecord.read("step record", bytes);
    }

    static StepRecord decode(JsonNode node) {
        return new StepRecord(
                node.path("run").asText(),
                node.path("instance").asText(),
                node.path("generation").asInt(),
                node.path("step").asLong(),
                // The shortest digits of a float, read as a double and rounded, are that float.
                (float) node.path("loss").asDouble(),
                JsonRecord.decimal(node, "lossAverage"),
                JsonRecord.decimal(node, "gradientNorm"),
                JsonRecord.decimal(node, "learningRate"),
                node.path("sampleCount").asInt(),
                node.path("samples").asLong(),
                JsonRecord.decimal(node, "auc"),
                PlacesJson.read(node),
                node.path("time").asLong());
    }
}
