package io.ratchet.job.record;

import org.apache.flink.api.common.functions.MapFunction;

/**
 * Encodes values before they reach their sink.
 *
 * @param <T> the type of the values
 */
public final class Encoder<T> implements MapFunction<T, EncodedRecord> {
    private static final long serialVersionUID = 1L;

    private final RecordCodec<T> codec;

    /**
     * @param codec makes records of values
     */
    public Encoder(RecordCodec<T> codec) {
        this.codec = codec;
    }

    @Override
    public EncodedRecord map(T value) {
        return new EncodedRecord(codec.key(value), codec.encode(value));
    }
}
