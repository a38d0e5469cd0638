package io.ratchet.job.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.operator.result.StepRecord;
import java.util.Optional;

/** Reads whole steps off the metrics topic, record by record, in the topic's order. */
public final class StepRecordReader {
    private final PartJoiner parts = new PartJoiner();

    /**
     * Reads the next record.
     *
     * @return the step, with its last record
     * @throws UnreadableRecordException if it cannot be read
     */
    public Optional<StepRecord> read(byte[] value) {
        JsonNode node = StepRecordCodec.node(value);
        StepRecord step = StepRecordCodec.decode(node);
        return parts.join(
                        step.generation() + "/" + step.instance() + "/" + step.step(),
                        Part.read(node),
                        step.places())
                .map(step::withPlaces);
    }
}
