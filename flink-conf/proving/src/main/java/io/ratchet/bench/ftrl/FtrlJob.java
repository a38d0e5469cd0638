package io.ratchet.bench.ftrl;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * The job: flights from Kafka, parsed in the source, keyed by the one model, learned, and a loss
 * every 256 rows to Kafka, exactly once.
 *
 * @param clients properties of every Kafka client
 * @param topic the flights, as JSON
 * @param output where the losses go
 * @param backend the state backend: {@code hashmap} or {@code rocksdb}
 * @param alpha scale of the learning rate
 * @param checkpoints the folder of checkpoints
 * @param interval between checkpoints
 */
public record FtrlJob(
        Map<String, String> clients,
        String topic,
        String output,
        String backend,
        float alpha,
        Path checkpoints,
        Duration interval) {
    private static final String TRANSACTION_MILLIS = "300000";

    /** Rows between two marks of the {@link io.ratchet.bench.job.StepClock}. */
    public static final int ROWS_PER_MARK = FtrlFunction.REPORT_ROWS;

    public FtrlJob {
        clients = Map.copyOf(clients);
    }

    /**
     * The graph.
     *
     * @param name the job's; transactions are named after it
     */
    public StreamGraph graph(String name) {
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(settings(name));
        environment
                .fromSource(source(name), WatermarkStrategy.noWatermarks(), "flights")
                .keyBy(example -> 0, Types.INT)
                .process(new FtrlFunction(alpha))
                .sinkTo(sink(name));
        return environment.getStreamGraph();
    }

    private Configuration settings(String name) {
        Configuration flink = new Configuration();
        flink.set(PipelineOptions.NAME, name);
        flink.set(PipelineOptions.OBJECT_REUSE, true);
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        flink.set(CoreOptions.DEFAULT_PARALLELISM, 1);
        // A failure is to be seen, not to be slow.
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        flink.set(StateBackendOptions.STATE_BACKEND, backend);
        flink.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        flink.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, "file:" + checkpoints.toAbsolutePath());
        flink.set(
                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                CheckpointingMode.EXACTLY_ONCE);
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, interval);
        flink.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        return flink;
    }

    private KafkaSource<int[]> source(String name) {
        var builder =
                KafkaSource.<int[]>builder()
                        .setTopics(topic)
                        .setGroupId(name)
                        .setStartingOffsets(OffsetsInitializer.earliest())
                        .setValueOnlyDeserializer(new FlightExamples());
        clients.forEach(builder::setProperty);
        return builder.build();
    }

    private KafkaSink<String> sink(String name) {
        var builder = KafkaSink.<String>builder();
        clients.forEach(builder::setProperty);
        return builder.setProperty("transaction.timeout.ms", TRANSACTION_MILLIS)
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionNamingStrategy(TransactionNamingStrategy.INCREMENTING)
                .setTransactionalIdPrefix(name)
                .setRecordSerializer(
                        KafkaRecordSerializationSchema.builder()
                                .setTopic(output)
                                .setValueSerializationSchema(new SimpleStringSchema())
                                .build())
                .build();
    }
}
