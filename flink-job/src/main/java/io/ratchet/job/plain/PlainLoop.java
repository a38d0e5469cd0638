package io.ratchet.job.plain;

import io.ratchet.job.decode.RawRecord;
import io.ratchet.job.decode.RecordRouter;
import io.ratchet.job.decode.RunInput;
import io.ratchet.job.log.CommittedRecords;
import io.ratchet.job.log.CutLogException;
import io.ratchet.job.log.LogReading;
import io.ratchet.job.message.Message;
import io.ratchet.training.batch.BatchAssembler;
import io.ratchet.training.batch.Block;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.instance.Instance;
import io.ratchet.training.instance.RunTrainer;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.Progress;
import io.ratchet.training.run.RefusalCounts;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.RunStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Trains a run of which every partition has an end, from its first record to its last, in the
 * calling thread.
 */
public final class PlainLoop {
    /** Chunks are of no meaning without checkpoints, and do not change the bits. */
    private static final int CHUNK_BYTES = 1 << 20;

    private final RunSpec spec;
    private final ComputeDevice device;
    private final BatchAssembler assembler;
    private final RecordRouter router;
    private final String topic;

    /**
     * A loop over a run's records.
     *
     * @param topic the topic
     * @param input what the records look like, and which of them are read
     * @param spec the run; all its partitions have an end
     * @param device where to train; {@code auto} and {@code gpu} are looked for when it trains
     */
    public PlainLoop(String topic, RunInput input, RunSpec spec, ComputeDevice device) {
        this.topic = topic;
        this.spec = spec;
        this.device = device;
        this.assembler = BatchAssembler.start(spec);
        this.router = new RecordRouter(input);
    }

    /**
     * What a loop ended with.
     *
     * @param sha256 fingerprint of the instance
     * @param progress its progress
     * @param seconds from the first record to the last step
     */
    public record Result(String sha256, Progress progress, double seconds) {}

    /**
     * Trains.
     *
     * @param clients properties of the Kafka client
     * @param progress is told the number of every step
     * @throws CutLogException if the topic no longer holds what the run reads
     */
    public Result train(Map<String, String> clients, LongConsumer progress) {
        try (KafkaConsumer<byte[], byte[]> consumer = CommittedRecords.consumer(clients);
                Instance instance = Instance.create(spec, device.resolved(), CHUNK_BYTES)) {
            LogReading reading = begin(consumer);
            RunTrainer trainer = new RunTrainer(spec, instance);
            Consumer<Block> train = block -> train(block, trainer, instance, progress);
            long begin = System.nanoTime();
            boolean isComing = true;
            while (isComing && instance.progress().status() == RunStatus.TRAINING) {
                isComing = reading.takeNext(next -> router.take(raw(next), train));
                router.flush(train);
                // Where the last records are gone, only the consumer's position tells the end.
                for (TopicPartition partition : consumer.assignment()) {
                    router.readTo(partition.partition(), consumer.position(partition), train);
                }
            }
            trainer.end(assembler.takeLastRefused(), assembler.waiting());
            double seconds = (System.nanoTime() - begin) / 1e9;
            return new Result(instance.fingerprint(), instance.progress(), seconds);
        }
    }

    private LogReading begin(KafkaConsumer<byte[], byte[]> consumer) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (PartitionSpan span : spec.partitions()) {
            if (span.end() == PartitionSpan.OPEN) {
                throw new IllegalArgumentException(
                        Message.of(
                                """
                                Partition %s of run '%s' has no end, so that a plain loop over it \
                                would have none either.""",
                                span.partition(), spec.run()));
            }
            if (span.end() > span.begin()) {
                ends.put(new TopicPartition(topic, span.partition()), span.end());
            }
        }
        consumer.assign(ends.keySet());
        for (PartitionSpan span : spec.partitions()) {
            if (span.end() > span.begin()) {
                consumer.seek(new TopicPartition(topic, span.partition()), span.begin());
            }
        }
        return LogReading.begin(consumer, ends);
    }

    private void train(Block block, RunTrainer trainer, Instance instance, LongConsumer progress) {
        assembler.add(block);
        refuse(trainer);
        while (assembler.hasBatch()) {
            trainer.train(assembler.take());
            progress.accept(instance.progress().step());
            refuse(trainer);
        }
    }

    private void refuse(RunTrainer trainer) {
        for (RefusalCounts refused = assembler.takeRefused();
                refused != null;
                refused = assembler.takeRefused()) {
            trainer.refuse(refused);
        }
    }

    private static RawRecord raw(ConsumerRecord<byte[], byte[]> next) {
        return new RawRecord(
                next.partition(),
                next.offset(),
                next.key(),
                next.value(),
                List.of(next.headers().toArray()));
    }
}
