package io.ratchet.job.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.operator.result.StepRecord;

/** Step records on the metrics topic. */
public final class StepRecordCodec implements RecordCodec<StepRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public String key(StepRecord value) {
        return value.run();
    }

    @Override
    public byte[] encode(StepRecord value) {
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
                    JsonRecord.places(json, value.places());
                    json.writeNumberField("time", value.timeMillis());
                });
    }

    /**
     * Reads what {@link #encode} wrote, every float to the bit.
     *
     * @throws UnreadableRecordException if it cannot be read
     */
    public static StepRecord decode(byte[] bytes) {
        JsonNode node = JsonRecord.read("step record", bytes);
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
                JsonRecord.places(node),
                node.path("time").asLong());
    }
}
