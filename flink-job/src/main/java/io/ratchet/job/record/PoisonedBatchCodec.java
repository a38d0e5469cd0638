package io.ratchet.job.record;

import io.ratchet.operator.result.PoisonedBatch;
import java.util.Map;

/** Batches that were refused in the step, on the quarantine topic. */
public final class PoisonedBatchCodec implements RecordCodec<PoisonedBatch> {
    private static final long serialVersionUID = 1L;

    private final Map<String, String> topicsByRun;

    /**
     * @param topicsByRun the topic that each run reads
     */
    public PoisonedBatchCodec(Map<String, String> topicsByRun) {
        this.topicsByRun = Map.copyOf(topicsByRun);
    }

    @Override
    public String key(PoisonedBatch value) {
        return value.run();
    }

    @Override
    public byte[] encode(PoisonedBatch value) {
        return JsonRecord.write(
                json -> {
                    json.writeStringField("kind", QuarantineEntry.BATCH);
                    json.writeStringField("run", value.run());
                    json.writeStringField("instance", value.instance());
                    json.writeNumberField("generation", value.generation());
                    json.writeNumberField("attemptedStep", value.attemptedStep());
                    json.writeStringField("reason", value.reason());
                    json.writeStringField("detail", value.detail());
                    json.writeStringField("topic", topicsByRun.getOrDefault(value.run(), ""));
                    JsonRecord.places(json, value.places());
                    json.writeNumberField("time", value.timeMillis());
                });
    }
}
