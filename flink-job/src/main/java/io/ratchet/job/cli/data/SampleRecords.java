package io.ratchet.job.cli.data;

import io.ratchet.job.decode.RawRecord;
import io.ratchet.kafka.batch.TensorBatchHeaders;
import io.ratchet.kafka.file.FileRecord;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Records of files and topics in one form, for commands that only look at them. */
public final class SampleRecords {
    /** So many records of a topic tell enough of most, and take seconds. */
    static final long OF_A_TOPIC = 100_000;

    private SampleRecords() {}

    /** A record of a file, by its number, as if it stood on a topic of one partition. */
    static RawRecord of(FileRecord record, long number) {
        RecordHeaders headers = new RecordHeaders();
        if (record.tensors()) {
            TensorBatchHeaders.addTo(headers);
        }
        return new RawRecord(0, number, record.key(), record.value(), List.of(headers.toArray()));
    }

    /** A record of a topic. */
    static RawRecord of(ConsumerRecord<byte[], byte[]> record) {
        return new RawRecord(
                record.partition(),
                record.offset(),
                record.key(),
                record.value(),
                List.of(record.headers().toArray()));
    }
}
