package io.ratchet.job;

import io.ratchet.job.configuration.RestartConfiguration;
import io.ratchet.job.configuration.TopicsConfiguration;
import io.ratchet.job.configuration.TrainConfiguration;
import io.ratchet.job.contract.PlannedRun;
import io.ratchet.job.decode.DecodeOperatorFactory;
import io.ratchet.job.decode.DecodeOutputs;
import io.ratchet.job.decode.RefusedRecord;
import io.ratchet.job.discovery.SourceName;
import io.ratchet.job.failure.JobFailures;
import io.ratchet.job.record.Encoder;
import io.ratchet.job.record.PoisonedBatchCodec;
import io.ratchet.job.record.RefusedRecordCodec;
import io.ratchet.job.record.RunStateCodec;
import io.ratchet.job.record.StepRecordCodec;
import io.ratchet.job.resume.JobPlan;
import io.ratchet.job.source.RawRecordSchema;
import io.ratchet.job.track.EncodedRecord;
import io.ratchet.operator.StepInterceptor;
import io.ratchet.operator.TrainOperatorFactory;
import io.ratchet.operator.TrainOutputs;
import io.ratchet.operator.TrainSettings;
import io.ratchet.operator.failure.FailureBounds;
import io.ratchet.operator.failure.FailurePolicy;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.operator.serializer.VersionedTypeInformation;
import io.ratchet.training.batch.Block;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * The topology: for every topic, and every run whose partitions wait for each other, a source with
 * Decode chained to it, then TRAIN, keyed by instance, then one sink for all output topics.
 */
public final class TrainingJob {
    private final JobPlan plan;
    private final JobHooks hooks;
    private final List<DataStream<EncodedRecord>> results = new ArrayList<>();

    /**
     * @param plan the start
     * @param interceptor called before every step; {@link StepInterceptor#NONE} but in tests and
     *     demonstrations
     */
    public TrainingJob(JobPlan plan, StepInterceptor interceptor) {
        this(plan, JobHooks.of(interceptor));
    }

    /**
     * A job that is reached into.
     *
     * @param plan the start
     * @param hooks where
     */
    public TrainingJob(JobPlan plan, JobHooks hooks) {
        this.plan = plan;
        this.hooks = hooks;
    }

    /** The job's graph, with its settings. */
    public StreamGraph graph() {
        StreamExecutionEnvironment environment =
                new StreamExecutionEnvironment(FlinkSettings.of(plan));
        addTo(environment);
        return environment.getStreamGraph();
    }

    /** Adds the job to an environment, which {@link FlinkSettings} has configured. */
    public void addTo(StreamExecutionEnvironment environment) {
        SingleOutputStreamOperator<StepRecord> train = train(blocks(environment));
        TopicsConfiguration topics = plan.configuration().topics();
        results.add(
                encoded(
                        train,
                        new Encoder<>(
                                topics.metrics(),
                                new StepRecordCodec(recordBytes(topics.metrics()))),
                        OperatorNames.STEP_RECORDS));
        results.add(
                encoded(
                        train.getSideOutput(TrainOutputs.RUN_STATE),
                        new Encoder<>(
                                topics.runState(),
                                new RunStateCodec(recordBytes(topics.runState()))),
                        OperatorNames.RUN_STATES));
        results.add(
                encoded(
                        train.getSideOutput(TrainOutputs.POISON),
                        new Encoder<>(topics.quarantine(), poisonedBatches()),
                        OperatorNames.POISONED_BATCHES));
        JobSink.add(union(results), plan, hooks);
    }

    private static <T> SingleOutputStreamOperator<EncodedRecord> encoded(
            DataStream<T> values, Encoder<T> encoder, String uid) {
        return values.map(encoder).returns(EncodedRecord.TYPE).uid(uid).name(uid);
    }

    private DataStream<Block> blocks(StreamExecutionEnvironment environment) {
        List<DataStream<Block>> blocks = new ArrayList<>();
        for (TopicSource source : TopicSource.of(plan.runs())) {
            blocks.add(decoded(environment, source));
        }
        return union(blocks);
    }

    private DataStream<Block> decoded(StreamExecutionEnvironment environment, TopicSource source) {
        String name = source.name();
        SourceName unique = source.name(plan.ends());
        String place = unique.text();
        int parallelism = source.parallelism(plan.configuration().parallelism());
        SingleOutputStreamOperator<Block> decode =
                environment
                        .fromSource(
                                source.source(plan.owner(), consumers()),
                                WatermarkStrategy.noWatermarks(),
                                "read " + name,
                                RawRecordSchema.TYPE)
                        .uid(unique.uid())
                        .setParallelism(parallelism)
                        .transform(
                                "decode " + name,
                                VersionedTypeInformation.BLOCK,
                                new DecodeOperatorFactory(
                                        source.topic(),
                                        source.runs().stream().map(PlannedRun::input).toList(),
                                        plan.owner().token()))
                        .uid(OperatorNames.decode(place))
                        .setParallelism(parallelism);
        String refused = plan.configuration().topics().quarantine();
        Encoder<RefusedRecord> encoder =
                new Encoder<>(refused, new RefusedRecordCodec(recordBytes(refused)));
        results.add(
                encoded(
                                decode.getSideOutput(DecodeOutputs.REFUSED),
                                encoder,
                                OperatorNames.REFUSED_RECORDS + "-" + place)
                        .setParallelism(parallelism));
        return decode;
    }

    private SingleOutputStreamOperator<StepRecord> train(DataStream<Block> blocks) {
        TrainConfiguration train = plan.configuration().train();
        TrainSettings settings =
                new TrainSettings(
                        train.device(),
                        train.chunkBytes(),
                        train.cacheBytes(),
                        train.queueBytes(),
                        train.queueDepthMinimum(),
                        train.modelDirectory().toString());
        return blocks.keyBy(Block::instance, Types.STRING)
                .transform(
                        "TRAIN",
                        VersionedTypeInformation.STEP_RECORD,
                        new TrainOperatorFactory(
                                        plan.runs().stream().map(PlannedRun::spec).toList(),
                                        settings,
                                        hooks.interceptor(),
                                        plan.restorePoint(),
                                        failures(),
                                        plan.restorePoint().check())
                                .keepingLastState(plan.lastStateDirectory().toString()))
                .uid(OperatorNames.TRAIN)
                .setParallelism(plan.configuration().parallelism());
    }

    private PoisonedBatchCodec poisonedBatches() {
        return new PoisonedBatchCodec(
                recordBytes(plan.configuration().topics().quarantine()), topicsByRun());
    }

    private int recordBytes(String topic) {
        return plan.recordLimits().of(topic);
    }

    private Map<String, String> consumers() {
        Map<String, String> properties = new HashMap<>(plan.clients());
        properties.putAll(hooks.source());
        return properties;
    }

    private FailurePolicy failures() {
        RestartConfiguration restarts = plan.configuration().restarts();
        return new FailurePolicy(
                plan.configuration().job(),
                plan.owner().token(),
                JobFailures.TABLE,
                new FailureBounds(restarts.withoutProgress(), restarts.giveUpAfter()));
    }

    private Map<String, String> topicsByRun() {
        return plan.runs().stream()
                .collect(Collectors.toMap(run -> run.start().run(), PlannedRun::topic));
    }

    private static <T> DataStream<T> union(List<DataStream<T>> streams) {
        DataStream<T> all = streams.get(0);
        for (DataStream<T> stream : streams.subList(1, streams.size())) {
            all = all.union(stream);
        }
        return all;
    }
}
