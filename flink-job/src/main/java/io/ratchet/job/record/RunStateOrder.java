package io.ratchet.job.record;

import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.run.RunStatus;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * States of runs: a track for each instance. A state follows another if it has more steps, or as
 * many and more refused batches, or if it is the end there.
 */
public final class RunStateOrder implements TopicOrder<RunStateRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public void ofValue(RunStateRecord value, BiConsumer<Track, Position> taker) {
        int ended = value.status() == RunStatus.TRAINING ? 0 : 1;
        taker.accept(
                new Track(value.run(), value.generation(), value.instance()),
                new Position(value.step(), 2 * value.refusedBatches() + ended));
    }

    @Override
    public boolean isOf(byte @Nullable [] key) {
        String text = key == null ? "" : new String(key, StandardCharsets.UTF_8);
        return !RunStart.isKey(text) && !Owner.isKey(text);
    }

    @Override
    public void ofRecord(byte[] record, BiConsumer<Track, Position> taker) {
        ofValue(RunStateCodec.decode(record), taker);
    }
}
