package io.ratchet.job.record;

import io.ratchet.operator.result.StepRecord;
import java.util.function.BiConsumer;

/** Steps: a track for each instance, numbered by the step. */
public final class StepOrder implements TopicOrder<StepRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public void ofValue(StepRecord value, BiConsumer<Track, Position> taker) {
        taker.accept(
                new Track(value.run(), value.generation(), value.instance()),
                Position.of(value.step()));
    }

    @Override
    public void ofRecord(byte[] record, BiConsumer<Track, Position> taker) {
        ofValue(StepRecordCodec.decode(record), taker);
    }
}
