package io.ratchet.job;

import io.ratchet.job.configuration.BrokerConfiguration;
import io.ratchet.job.record.RecordCodec;
import io.ratchet.job.record.RecordLimits;
import io.ratchet.job.record.RecordSchema;
import io.ratchet.job.record.TopicOrder;
import io.ratchet.job.resume.JobPlan;
import io.ratchet.job.resume.PlannedRun;
import io.ratchet.job.resume.Transactions;
import io.ratchet.job.sink.ContinuingSink;
import io.ratchet.job.sink.TopicTask;
import io.ratchet.training.run.RecordOrder;
import io.ratchet.training.run.RunSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The exactly-once sinks of a job. */
final class JobSinks {
    /** Kafka's default. */
    private static final int BATCH_BYTES = 16 * 1024;

    /** A broker looks for transactions that have been open for too long every ten seconds. */
    private static final Duration DECISION_PATIENCE = Duration.ofMinutes(1);

    private final JobPlan plan;
    private final JobHooks hooks;

    JobSinks(JobPlan plan, JobHooks hooks) {
        this.plan = plan;
        this.hooks = hooks;
    }

    /**
     * Writes a stream to a topic. One task writes, as the topics have one partition, and it is not
     * chained to TRAIN, so that after a failure both come up side by side.
     *
     * <p>Records are always dealt out: left alone, Flink would forward them where TRAIN has one
     * task, and it cannot restore what lay between several tasks and the sink in an unaligned
     * checkpoint into a connection that forwards.
     */
    <T> void add(
            DataStream<T> stream,
            String topic,
            String uid,
            RecordCodec<T> codec,
            TopicOrder<T> order) {
        stream.rebalance()
                .sinkTo(new ContinuingSink<>(sink(uid), task(topic, uid, codec, order)))
                .setParallelism(1)
                .uid(uid)
                .name(uid + " → " + topic)
                .disableChaining();
    }

    private <T> TopicTask<T> task(
            String topic, String uid, RecordCodec<T> codec, TopicOrder<T> order) {
        return new TopicTask<>(
                topic,
                uid,
                codec,
                order,
                plan.clients(),
                new TopicTask.Start(plan.claim(), plan.restorePoint(), plan.isAfresh()),
                plan.configuration().broker().transactionTimeout().plus(DECISION_PATIENCE),
                arrivalRuns(),
                hooks.commits());
    }

    /** A run whose partitions take turns, or that has only one, makes the same batches again. */
    private Set<String> arrivalRuns() {
        return plan.runs().stream()
                .map(PlannedRun::spec)
                .filter(spec -> spec.order() == RecordOrder.ARRIVAL && spec.partitions().size() > 1)
                .map(RunSpec::run)
                .collect(Collectors.toSet());
    }

    private KafkaSink<ProducerRecord<byte[], byte[]>> sink(String uid) {
        BrokerConfiguration broker = plan.configuration().broker();
        KafkaSinkBuilder<ProducerRecord<byte[], byte[]>> builder = KafkaSink.builder();
        for (Map.Entry<String, String> property : plan.clients().entrySet()) {
            builder.setProperty(property.getKey(), property.getValue());
        }
        hooks.sink().forEach(builder::setProperty);
        return builder.setProperty(
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        Long.toString(broker.transactionTimeout().toMillis()))
                .setProperty(
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        Integer.toString(RecordLimits.REQUEST_BYTES))
                .setProperty(
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        Integer.toString(
                                Math.min(BATCH_BYTES, plan.recordLimits().smallestBatch())))
                .setProperty(ProducerConfig.LINGER_MS_CONFIG, "20")
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                // Not POOLING, which leaks an admin client at every restart (connector 5.0.0).
                .setTransactionNamingStrategy(TransactionNamingStrategy.INCREMENTING)
                .setTransactionalIdPrefix(Transactions.prefix(plan.owner(), uid))
                .setRecordSerializer(new RecordSchema())
                .build();
    }
}
