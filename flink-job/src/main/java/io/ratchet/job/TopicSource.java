package io.ratchet.job;

import io.ratchet.job.claim.Owner;
import io.ratchet.job.contract.PlannedRun;
import io.ratchet.job.decode.RawRecord;
import io.ratchet.job.discovery.SourceName;
import io.ratchet.job.source.EndingSource;
import io.ratchet.job.source.Pacing;
import io.ratchet.job.source.RawRecordSchema;
import io.ratchet.job.source.ReadTopic;
import io.ratchet.training.run.PartitionSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * What is read of one topic: by all the runs that need not wait, or by one run whose partitions
 * wait for each other. Of two such runs that accept different records each could be waiting for a
 * partition that the other has stopped, if they shared one.
 */
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
    private final @Nullable Pacing pacing;

    private TopicSource(List<PlannedRun> runs, @Nullable Pacing pacing) {
        this.topic = runs.get(0).topic();
        this.runs = List.copyOf(runs);
        this.pacing = pacing;
    }

    /** The sources that a job's runs need. */
    static List<TopicSource> of(List<PlannedRun> runs) {
        Map<String, List<PlannedRun>> unpaced = new LinkedHashMap<>();
        List<TopicSource> sources = new ArrayList<>();
        for (PlannedRun run : runs) {
            if (SourceName.isPaced(run)) {
                int readAhead = run.configuration().input().readAhead();
                sources.add(
                        new TopicSource(
                                List.of(run), new Pacing(run.configuration().id(), readAhead)));
            } else {
                unpaced.computeIfAbsent(run.topic(), topic -> new ArrayList<>()).add(run);
            }
        }
        unpaced.values().forEach(shared -> sources.add(new TopicSource(shared, null)));
        return sources;
    }

    private static boolean isRead(PartitionSpan span) {
        return span.begin() < span.end();
    }

    /** Tells it apart from the other sources of a job. */
    String name() {
        return name(0).place();
    }

    /** The same in a job whose runs have ended so often. */
    SourceName name(int ends) {
        return SourceName.of(runs.get(0), ends);
    }

    /** The topic. */
    String topic() {
        return topic;
    }

    /** Who reads it. */
    List<PlannedRun> runs() {
        return runs;
    }

    /**
     * A source of the partitions that were there at the runs' first start, from the first offset
     * that any run reads. It reads each to its end, if that has one, and ends when all runs of the
     * job have. An offset that Kafka has deleted fails the job: going on behind it would leave a
     * gap.
     */
    @SuppressWarnings("deprecation") // the connector still asks for Kafka's old strategy type
    EndingSource source(Owner owner, Map<String, String> clients) {
        Map<TopicPartition, Long> begins = new HashMap<>();
        Map<TopicPartition, Long> ends = new HashMap<>();
        Set<TopicPartition> partitions = new HashSet<>();
        for (PlannedRun run : runs) {
            for (PartitionSpan span : run.start().reading()) {
                if (isRead(span)) {
                    TopicPartition partition = new TopicPartition(topic, span.partition());
                    partitions.add(partition);
                    begins.merge(partition, span.begin(), Math::min);
                    ends.merge(partition, span.end(), Math::max);
                }
            }
        }
        Properties consumer = consumer(owner.job(), clients);
        KafkaSourceBuilder<RawRecord> builder =
                KafkaSource.<RawRecord>builder()
                        .setPartitions(partitions)
                        .setStartingOffsets(
                                OffsetsInitializer.offsets(begins, OffsetResetStrategy.NONE))
                        .setDeserializer(new RawRecordSchema())
                        .setProperties(consumer);
        // What is read is fixed at the first start: a new partition would change the order.
        builder.setProperty("partition.discovery.interval.ms", "-1");
        if (isBounded()) {
            builder.setUnbounded(OffsetsInitializer.offsets(ends));
        }
        ReadTopic read = new ReadTopic(topic, id(), clients);
        return pacing == null
                ? EndingSource.unpaced(builder.build(), read, owner.token())
                : EndingSource.paced(builder.build(), consumer, pacing, read, owner.token());
    }

    /** The start has looked at it, and accepted it. */
    private String id() {
        return runs.get(0).topicId();
    }

    /** All that the consumers are told, so that those which are made without a builder know it. */
    private Properties consumer(String job, Map<String, String> clients) {
        Properties consumer = new Properties();
        consumer.setProperty(
                "max.poll.records",
                pacing == null ? POLLED_RECORDS : Integer.toString(pacing.fetchedRecords()));
        consumer.setProperty("fetch.max.wait.ms", FETCH_WAIT_MILLIS);
        clients.forEach(consumer::setProperty);
        consumer.setProperty("group.id", "ratchet-" + job);
        consumer.setProperty("client.id.prefix", "ratchet-" + job + "-" + name().replace('/', '-'));
        consumer.setProperty("isolation.level", "read_committed");
        consumer.setProperty("auto.offset.reset", "none");
        consumer.setProperty("enable.auto.commit", "false");
        // A topic that was deleted must not come back empty because somebody asks for it.
        consumer.setProperty("allow.auto.create.topics", "false");
        consumer.setProperty("key.deserializer", ByteArrayDeserializer.class.getName());
        consumer.setProperty("value.deserializer", ByteArrayDeserializer.class.getName());
        // Some hundred metrics of the consumer would be made and removed at every restart.
        consumer.setProperty("register.consumer.metrics", "false");
        return consumer;
    }

    private boolean isBounded() {
        return runs.stream()
                .flatMap(run -> run.start().spans().stream())
                .allMatch(span -> span.end() != PartitionSpan.OPEN);
    }

    /** How many tasks can read it at once: as many as there are partitions. */
    int parallelism(int wanted) {
        return Math.min(wanted, Math.max(1, partitionCount()));
    }

    private int partitionCount() {
        return (int)
                runs.stream()
                        .flatMap(run -> run.start().reading().stream())
                        .filter(TopicSource::isRead)
                        .map(PartitionSpan::partition)
                        .distinct()
                        .count();
    }
}
