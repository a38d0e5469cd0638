package io.ratchet.bench.overhead;

import io.ratchet.job.contract.PlannedRun;
import io.ratchet.job.decode.RawRecord;
import io.ratchet.job.decode.RecordRouter;
import io.ratchet.job.log.CommittedRecords;
import io.ratchet.training.batch.Batch;
import io.ratchet.training.batch.BatchAssembler;
import io.ratchet.training.run.PartitionSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** The first batches of a run, decoded and assembled as the job does it. */
public final class DecodedBatches {
    private static final Duration POLL = Duration.ofMillis(200);

    private DecodedBatches() {}

    /**
     * Reads them.
     *
     * @param clients properties of the Kafka client
     * @param run the run
     * @param count how many; its topic has to hold enough
     */
    public static List<Batch> read(Map<String, String> clients, PlannedRun run, int count) {
        List<Batch> batches = new ArrayList<>();
        BatchAssembler assembler = BatchAssembler.start(run.spec());
        RecordRouter router = new RecordRouter(run.input());
        try (KafkaConsumer<byte[], byte[]> consumer = CommittedRecords.consumer(clients)) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (PartitionSpan span : run.spans()) {
                partitions.add(new TopicPartition(run.topic(), span.partition()));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (batches.size() < count) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    router.take(raw(record), assembler::add);
                }
                router.flush(assembler::add);
                while (assembler.hasBatch() && batches.size() < count) {
                    batches.add(assembler.take());
                }
            }
        }
        return batches;
    }

    private static RawRecord raw(ConsumerRecord<byte[], byte[]> record) {
        return new RawRecord(
                record.partition(),
                record.offset(),
                record.key(),
                record.value(),
                List.of(record.headers().toArray()));
    }
}
