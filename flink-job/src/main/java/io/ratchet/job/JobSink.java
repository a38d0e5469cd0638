package io.ratchet.job;

import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.configuration.TopicsConfiguration;
import io.ratchet.job.contract.PlannedRun;
import io.ratchet.job.record.RecordLimits;
import io.ratchet.job.resume.JobPlan;
import io.ratchet.job.sink.ReadAgain;
import io.ratchet.job.sink.SinkOperatorFactory;
import io.ratchet.job.sink.SinkTask;
import io.ratchet.job.track.EncodedRecord;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RecordOrder;
import io.ratchet.training.run.RunSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The exactly-once sink of a job. */
final class JobSink {
    /** Kafka's default. */
    private static final int BATCH_BYTES = 16 * 1024;

    private JobSink() {}

    /**
     * Writes records to the output topics. One task writes, in one transaction for each checkpoint,
     * and it is not chained to TRAIN, so that after a failure both come up side by side.
     *
     * <p>Records are always dealt out: left alone, Flink would forward them where TRAIN has one
     * task, and it cannot restore what lay between several tasks and the sink in an unaligned
     * checkpoint into a connection that forwards.
     */
    static void add(DataStream<EncodedRecord> records, JobPlan plan, JobHooks hooks) {
        records.rebalance()
                .transform(
                        OperatorNames.WRITES + plan.configuration().topics().prefix() + ".*",
                        Types.VOID,
                        new SinkOperatorFactory(task(plan, hooks)))
                .setParallelism(1)
                .uid(OperatorNames.SINK)
                .disableChaining();
    }

    private static SinkTask task(JobPlan plan, JobHooks hooks) {
        JobConfiguration configuration = plan.configuration();
        TopicsConfiguration topics = configuration.topics();
        return new SinkTask(
                topics.all(),
                plan.clients(),
                producer(plan, hooks),
                configuration.broker().transactionTimeout(),
                plan.claim(),
                plan.restorePoint(),
                plan.isAfresh(),
                topics.acceptLoss(),
                plan.runs().stream().map(run -> run.spec().run()).collect(Collectors.toSet()),
                arrivalRuns(plan),
                readAgain(plan),
                hooks.commits());
    }

    private static Map<String, String> producer(JobPlan plan, JobHooks hooks) {
        Map<String, String> properties = new HashMap<>(hooks.sink());
        properties.put(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Integer.toString(RecordLimits.REQUEST_BYTES));
        properties.put(
                ProducerConfig.BATCH_SIZE_CONFIG,
                Integer.toString(Math.min(BATCH_BYTES, plan.recordLimits().smallestBatch())));
        return properties;
    }

    private static ReadAgain readAgain(JobPlan plan) {
        Map<String, Map<Integer, Long>> from = new HashMap<>();
        for (PlannedRun run : plan.isBehindEnd() ? plan.runs() : List.<PlannedRun>of()) {
            if (run.start().goesOn()) {
                from.put(
                        run.start().run(),
                        run.start().reading().stream()
                                .collect(
                                        Collectors.toMap(
                                                PartitionSpan::partition, PartitionSpan::begin)));
            }
        }
        return new ReadAgain(plan.configuration().topics().quarantine(), from);
    }

    /** A run whose partitions take turns, or that has only one, makes the same batches again. */
    private static Set<String> arrivalRuns(JobPlan plan) {
        return plan.runs().stream()
                .map(PlannedRun::spec)
                .filter(spec -> spec.order() == RecordOrder.ARRIVAL && spec.readsSeveral())
                .map(RunSpec::run)
                .collect(Collectors.toSet());
    }
}
