package io.ratchet.job.sink;

import io.ratchet.job.log.CommittedRecords;
import io.ratchet.job.log.CutLogException;
import io.ratchet.job.log.LogReading;
import io.ratchet.job.message.Message;
import io.ratchet.job.track.TrackHeader;
import io.ratchet.job.track.TrackRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The output topics as the broker knows them: their ids, where they begin and end, and what is
 * committed.
 */
final class OutputTopics {
    private static final Logger LOG = LoggerFactory.getLogger(OutputTopics.class);

    private final SinkTask task;
    private final Admin admin;
    private final Map<String, Uuid> ids = new HashMap<>();
    private final List<TopicPartition> partitions = new ArrayList<>();

    /**
     * Finds them.
     *
     * @throws SinkException if one does not exist
     */
    OutputTopics(SinkTask task, Admin admin) throws ExecutionException, InterruptedException {
        this.task = task;
        this.admin = admin;
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                admin.describeTopics(task.topics()).topicNameValues().entrySet()) {
            try {
                TopicDescription found = topic.getValue().get();
                ids.put(found.name(), found.topicId());
                for (TopicPartitionInfo info : found.partitions()) {
                    partitions.add(new TopicPartition(found.name(), info.partition()));
                }
            } catch (ExecutionException failure) {
                if (failure.getCause() instanceof UnknownTopicOrPartitionException) {
                    throw SinkException.ofMissing(topic.getKey());
                }
                throw failure;
            }
        }
    }

    Map<String, Uuid> ids() {
        return ids;
    }

    /** Where each partition begins. */
    Map<TopicPartition, Long> begins() throws ExecutionException, InterruptedException {
        return offsets(OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /** Where each partition ends now, whatever becomes of open transactions. */
    Map<TopicPartition, Long> ends() throws ExecutionException, InterruptedException {
        return offsets(OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /** Up to where everything is committed or aborted. */
    Map<TopicPartition, Long> decided() throws ExecutionException, InterruptedException {
        return offsets(OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    }

    /** Whose transactions are open behind that. */
    String open(Map<TopicPartition, Long> decided) throws InterruptedException {
        return OpenOnTopics.text(admin, decided);
    }

    /**
     * Which of them lose committed records of which a newer one has the key, so that one which is
     * not there may have been committed. That of claims is made for it: a newer state of a run
     * stands for the older ones.
     */
    Set<String> compacted() throws ExecutionException, InterruptedException {
        List<ConfigResource> resources =
                ids.keySet().stream()
                        .filter(topic -> !topic.equals(claims()))
                        .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                        .toList();
        Set<String> compacted = new TreeSet<>();
        admin.describeConfigs(resources)
                .all()
                .get()
                .forEach(
                        (topic, settings) -> {
                            ConfigEntry policy = settings.get(TopicConfig.CLEANUP_POLICY_CONFIG);
                            if (policy != null
                                    && String.valueOf(policy.value())
                                            .contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
                                compacted.add(topic.name());
                            }
                        });
        return compacted;
    }

    private Map<TopicPartition, Long> offsets(OffsetSpec wanted, IsolationLevel isolation)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> query = new HashMap<>();
        partitions.forEach(partition -> query.put(partition, wanted));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listOffsets(query, new ListOffsetsOptions(isolation))
                .all()
                .get()
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    /**
     * The positions of what is committed. Records that the sink has not written take no part.
     *
     * @param since where to begin, by partition; at the beginning of those that are not named
     * @param ends where to end; everything before is committed or aborted
     * @throws IOException if the broker does not hand it out, or has lost it meanwhile
     */
    Positions committed(Map<TopicPartition, Long> since, Map<TopicPartition, Long> ends)
            throws IOException {
        Positions found = new Positions();
        read(
                () -> CommittedRecords.consumer(task.clients()),
                since,
                ends,
                record -> add(record, found));
        return found;
    }

    /**
     * Reads all that stands there, also what was aborted.
     *
     * @param since where to begin, by partition; at the beginning of those that are not named
     * @param ends where to end
     * @param taker takes each record
     * @throws IOException if the broker does not hand it out, or has lost it meanwhile
     */
    void written(
            Map<TopicPartition, Long> since,
            Map<TopicPartition, Long> ends,
            Consumer<ConsumerRecord<byte[], byte[]>> taker)
            throws IOException {
        read(() -> CommittedRecords.writtenConsumer(task.clients()), since, ends, taker);
    }

    /** The topic of claims, which is compacted. */
    String claims() {
        return task.claim().topic();
    }

    private void read(
            Supplier<KafkaConsumer<byte[], byte[]>> reader,
            Map<TopicPartition, Long> since,
            Map<TopicPartition, Long> ends,
            Consumer<ConsumerRecord<byte[], byte[]>> taker)
            throws IOException {
        List<TopicPartition> toRead =
                partitions.stream()
                        .filter(at -> ends.getOrDefault(at, 0L) > since.getOrDefault(at, 0L))
                        .toList();
        if (toRead.isEmpty()) {
            return;
        }
        try (KafkaConsumer<byte[], byte[]> consumer = reader.get()) {
            consumer.assign(toRead);
            toRead.forEach(at -> consumer.seek(at, since.getOrDefault(at, 0L)));
            LogReading.readTo(consumer, of(toRead, ends), taker);
        } catch (CutLogException cut) {
            throw new IOException(
                    Message.of(
                            """
                            %s: the broker has lost the end of the topic while the sink read it. \
                            The restart finds out what is missing.""",
                            cut.fact()),
                    cut);
        } catch (TimeoutException silence) {
            throw new IOException(
                    Message.of(
                            """
                            The broker hands out nothing of the output topics, though they go on \
                            up to %s. The restart asks again; look at the broker and its disks.""",
                            ends),
                    silence);
        }
    }

    private static Map<TopicPartition, Long> of(
            List<TopicPartition> partitions, Map<TopicPartition, Long> offsets) {
        return partitions.stream()
                .collect(Collectors.toMap(at -> at, at -> offsets.getOrDefault(at, 0L)));
    }

    private void add(ConsumerRecord<byte[], byte[]> record, Positions found) {
        Optional<List<TrackRange>> ranges = TrackHeader.decode(record.headers());
        ranges.ifPresent(all -> all.forEach(found::add));
        // Starts write to the topic of claims too.
        if (ranges.isEmpty() && !record.topic().equals(task.claim().topic())) {
            LOG.warn(
                    """
                    A record that is not the job's stands on its topic {}, partition {}, offset \
                    {}; it is left out of account. Nobody else may write there: readers of the \
                    topic may not understand it""",
                    record.topic(),
                    record.partition(),
                    record.offset());
        }
    }
}
