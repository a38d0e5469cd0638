package io.ratchet.job;

import io.ratchet.job.configuration.BrokerConfiguration;
import io.ratchet.job.record.RecordCodec;
import io.ratchet.job.record.TopicSchema;
import io.ratchet.job.resume.JobPlan;
import io.ratchet.job.resume.Transactions;
import java.util.Map;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The exactly-once sinks of a job. */
final class JobSinks {
    /** Room for a refused record that is kept whole, as text. */
    private static final int REQUEST_BYTES = 1024 * 1024;

    private final JobPlan plan;
    private final Map<String, String> extra;

    JobSinks(JobPlan plan, Map<String, String> extra) {
        this.plan = plan;
        this.extra = Map.copyOf(extra);
    }

    /**
     * Writes a stream to a topic. One task writes, as the topics have one partition, and it is not
     * chained to TRAIN, so that after a failure both come up side by side.
     *
     * <p>Records are always dealt out: left alone, Flink would forward them where TRAIN has one
     * task, and it cannot restore what lay between several tasks and the sink in an unaligned
     * checkpoint into a connection that forwards.
     */
    <T> void add(DataStream<T> stream, String topic, String uid, RecordCodec<T> codec) {
        stream.rebalance()
                .sinkTo(sink(topic, uid, codec))
                .setParallelism(1)
                .uid(uid)
                .name(uid + " → " + topic)
                .disableChaining();
    }

    private <T> KafkaSink<T> sink(String topic, String uid, RecordCodec<T> codec) {
        BrokerConfiguration broker = plan.configuration().broker();
        KafkaSinkBuilder<T> builder = KafkaSink.<T>builder();
        for (Map.Entry<String, String> property : plan.clients().entrySet()) {
            builder.setProperty(property.getKey(), property.getValue());
        }
        extra.forEach(builder::setProperty);
        return builder.setProperty(
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        Long.toString(broker.transactionTimeout().toMillis()))
                .setProperty(
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(REQUEST_BYTES))
                .setProperty(ProducerConfig.LINGER_MS_CONFIG, "20")
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                // Not POOLING, which leaks an admin client at every restart (connector 5.0.0).
                .setTransactionNamingStrategy(TransactionNamingStrategy.INCREMENTING)
                .setTransactionalIdPrefix(
                        Transactions.prefix(plan.configuration().job(), plan.owner().generation())
                                + uid)
                .setRecordSerializer(new TopicSchema<>(topic, codec))
                .build();
    }
}
