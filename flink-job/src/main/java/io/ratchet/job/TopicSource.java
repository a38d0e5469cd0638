package io.ratchet.job;

import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.job.decode.EndingSource;
import io.ratchet.job.decode.RawRecord;
import io.ratchet.job.decode.RawRecordSchema;
import io.ratchet.job.record.Owner;
import io.ratchet.job.resume.PlannedRun;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RecordOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/** What is read of one topic, by all the runs that read it. */
final class TopicSource {
    /**
     * What the consumer hands to the task at once where partitions need not be kept abreast. With
     * Kafka's 500, a stream of small rows spends a sixth of its time on handing over.
     */
    private static final String POLLED_RECORDS = "2000";

    /**
     * A consumer closes only when the broker has answered its last fetch, which it holds back for
     * half a second by default where there is nothing: so long a job takes longer to stop. An idle
     * topic is asked ten times a second for it.
     */
    private static final String FETCH_WAIT_MILLIS = "100";

    private final String topic;
    private final List<PlannedRun> runs;

    /**
     * @param runs the runs that read the topic, at least one
     */
    TopicSource(String topic, List<PlannedRun> runs) {
        this.topic = topic;
        this.runs = List.copyOf(runs);
    }

    /**
     * A source of the partitions that were there at the runs' first start, from the first offset
     * that any run reads. It ends if all runs do, with the topic or before. An offset that Kafka
     * has deleted fails the job: going on behind it would leave a gap.
     */
    @SuppressWarnings("deprecation") // the connector still asks for Kafka's old strategy type
    EndingSource source(Owner owner, Map<String, String> clients) {
        String job = owner.job();
        Map<TopicPartition, Long> begins = new HashMap<>();
        Map<TopicPartition, Long> ends = new HashMap<>();
        Set<TopicPartition> partitions = new HashSet<>();
        for (PlannedRun run : runs) {
            for (PartitionSpan span : run.start().spans()) {
                if (span.begin() < span.end()) {
                    TopicPartition partition = new TopicPartition(topic, span.partition());
                    partitions.add(partition);
                    begins.merge(partition, span.begin(), Math::min);
                    ends.merge(partition, span.end(), Math::max);
                }
            }
        }
        KafkaSourceBuilder<RawRecord> builder =
                KafkaSource.<RawRecord>builder()
                        .setPartitions(partitions)
                        .setStartingOffsets(
                                OffsetsInitializer.offsets(begins, OffsetResetStrategy.NONE))
                        .setDeserializer(new RawRecordSchema())
                        .setGroupId("ratchet-" + job)
                        .setClientIdPrefix("ratchet-" + job + "-" + topic);
        if (readAhead() == EndingSource.UNPACED) {
            builder.setProperty("max.poll.records", POLLED_RECORDS);
        }
        builder.setProperty("fetch.max.wait.ms", FETCH_WAIT_MILLIS);
        clients.forEach(builder::setProperty);
        builder.setProperty("isolation.level", "read_committed");
        // Some hundred metrics of the consumer would be made and removed at every restart.
        builder.setProperty("register.consumer.metrics", "false");
        if (!isBounded()) {
            // What is read is fixed at the first start: a new partition would change the order.
            builder.setProperty("partition.discovery.interval.ms", "-1");
        } else {
            builder.setBounded(OffsetsInitializer.offsets(ends));
        }
        return new EndingSource(builder.build(), begins(), readAhead(), owner.token());
    }

    private boolean isBounded() {
        return runs.stream().allMatch(PlannedRun::isBounded);
    }

    /** How many tasks can read it at once: one where partitions wait for each other. */
    int parallelism(int wanted) {
        return readAhead() == EndingSource.UNPACED
                ? Math.min(wanted, Math.max(1, partitionCount()))
                : 1;
    }

    private int partitionCount() {
        return (int)
                runs.stream()
                        .flatMap(run -> run.start().spans().stream())
                        .filter(span -> span.begin() < span.end())
                        .map(PartitionSpan::partition)
                        .distinct()
                        .count();
    }

    /** How far a partition may be ahead of another. */
    private int readAhead() {
        int readAhead = EndingSource.UNPACED;
        for (PlannedRun run : runs) {
            RunConfiguration configuration = run.configuration();
            if (configuration.input().order() == RecordOrder.TURNS && run.spans().size() > 1) {
                readAhead = Math.min(readAhead, configuration.input().readAhead());
            }
        }
        return partitionCount() < 2 ? EndingSource.UNPACED : readAhead;
    }

    private Map<Integer, Long> begins() {
        Map<Integer, Long> begins = new HashMap<>();
        for (PlannedRun run : runs) {
            for (PartitionSpan span : run.start().spans()) {
                begins.merge(span.partition(), span.begin(), Math::min);
            }
        }
        return begins;
    }
}
