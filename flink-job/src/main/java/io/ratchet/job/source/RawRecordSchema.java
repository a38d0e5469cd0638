package io.ratchet.job.source;

import io.ratchet.job.decode.RawRecord;
import io.ratchet.job.decode.RawRecordSerializer;
import io.ratchet.operator.serializer.VersionedTypeInformation;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Hands records on as they are: decoding happens where runs and quarantine are known. */
public final class RawRecordSchema implements KafkaRecordDeserializationSchema<RawRecord> {
    /** The type of raw records. */
    public static final TypeInformation<RawRecord> TYPE =
            new VersionedTypeInformation<>(RawRecord.class, RawRecordSerializer.INSTANCE);

    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawRecord> out) {
        Header[] headers = record.headers().toArray();
        out.collect(
                new RawRecord(
                        record.partition(),
                        record.offset(),
                        record.key(),
                        record.value(),
                        headers.length == 0 ? List.of() : Arrays.asList(headers)));
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
        return TYPE;
    }
}
