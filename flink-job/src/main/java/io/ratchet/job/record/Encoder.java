package io.ratchet.job.record;

import io.ratchet.job.track.EncodedRecord;
import org.apache.flink.api.common.functions.MapFunction;

/**
 * Encodes values before they reach the sink.
 *
 * @param <T> the type of the values
 */
public final class Encoder<T> implements MapFunction<T, EncodedRecord> {
    private static final long serialVersionUID = 1L;

    private final String topic;
    private final RecordCodec<T> codec;

    /**
     * @param topic the output topic
     * @param codec makes records of values
     */
    public Encoder(String topic, RecordCodec<T> codec) {
        this.topic = topic;
        this.codec = codec;
    }

    @Override
    public EncodedRecord map(T value) {
        return new EncodedRecord(
                topic, codec.key(value), codec.encode(value), codec.ranges(topic, value));
    }
}
