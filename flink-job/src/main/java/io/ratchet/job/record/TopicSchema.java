package io.ratchet.job.record;

import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Puts values onto one topic.
 *
 * @param <T> the type of the values
 */
public final class TopicSchema<T> implements KafkaRecordSerializationSchema<T> {
    private static final long serialVersionUID = 1L;

    private final String topic;
    private final RecordCodec<T> codec;

    /**
     * @param topic the topic
     * @param codec makes records of values
     */
    public TopicSchema(String topic, RecordCodec<T> codec) {
        this.topic = topic;
        this.codec = codec;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            T element, KafkaSinkContext context, Long timestamp) {
        return new ProducerRecord<>(
                topic, codec.key(element).getBytes(StandardCharsets.UTF_8), codec.encode(element));
    }
}
