package io.ratchet.job.record;

import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Puts records onto their topic as they are. */
public final class RecordSchema
        implements KafkaRecordSerializationSchema<ProducerRecord<byte[], byte[]>> {
    private static final long serialVersionUID = 1L;

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            ProducerRecord<byte[], byte[]> element, KafkaSinkContext context, Long timestamp) {
        return element;
    }
}
