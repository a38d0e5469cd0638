package io.ratchet.job.sink;

import io.ratchet.job.record.CommittedRecords;
import io.ratchet.job.record.TrackHeader;
import io.ratchet.job.record.TrackRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
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
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The output topics as the broker knows them: their ids, where they begin and end, and what is
 * committed.
 */
final class OutputTopics {
    private static final Logger LOG = LoggerFactory.getLogger(OutputTopics.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration TOLD_AFTER = Duration.ofSeconds(5);
    private static final Duration LOOKED_EVERY = Duration.ofMillis(10);

    /** A broker looks for transactions that have been open for too long every ten seconds. */
    private static final Duration DECISION_PATIENCE = Duration.ofMinutes(1);

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

    /** The same, once everything before it is committed or aborted. */
    Map<TopicPartition, Long> decidedEnds() throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> ends = ends();
        Duration patience = task.transactionTimeout().plus(DECISION_PATIENCE);
        long begin = System.nanoTime();
        boolean isTold = false;
        while (true) {
            Map<TopicPartition, Long> decided =
                    offsets(OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
            if (ends.entrySet().stream()
                    .allMatch(end -> decided.getOrDefault(end.getKey(), 0L) >= end.getValue())) {
                return ends;
            }
            long waited = System.nanoTime() - begin;
            if (!isTold && waited > TOLD_AFTER.toNanos()) {
                isTold = true;
                LOG.warn("Waits for open transactions on {}, decided up to {}", ends, decided);
            }
            if (waited > patience.toNanos()) {
                throw new IllegalStateException(
                        "Transactions on the output topics are still open after "
                                + patience
                                + ": written up to "
                                + ends
                                + ", decided up to "
                                + decided
                                + ". What goes on from there cannot be told; look at the broker's"
                                + " transactions ('kafka-transactions.sh find-hanging').");
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("while open transactions on a topic were awaited");
            }
            LockSupport.parkNanos(LOOKED_EVERY.toNanos());
        }
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
     */
    Positions committed(Map<TopicPartition, Long> since, Map<TopicPartition, Long> ends) {
        List<TopicPartition> toRead =
                partitions.stream()
                        .filter(at -> ends.getOrDefault(at, 0L) > since.getOrDefault(at, 0L))
                        .toList();
        Positions found = new Positions();
        if (toRead.isEmpty()) {
            return found;
        }
        try (KafkaConsumer<byte[], byte[]> consumer = CommittedRecords.consumer(task.clients())) {
            consumer.assign(toRead);
            toRead.forEach(at -> consumer.seek(at, since.getOrDefault(at, 0L)));
            while (toRead.stream()
                    .anyMatch(at -> consumer.position(at) < ends.getOrDefault(at, 0L))) {
                consumer.poll(POLL).forEach(record -> add(record, found));
            }
        }
        return found;
    }

    private void add(ConsumerRecord<byte[], byte[]> record, Positions found) {
        Optional<List<TrackRange>> ranges = TrackHeader.decode(record.headers());
        ranges.ifPresent(all -> all.forEach(found::add));
        // Starts write to the topic of claims too.
        if (ranges.isEmpty() && !record.topic().equals(task.claim().topic())) {
            LOG.warn(
                    "A record that is not the job's stands on its topic {}, partition {}, offset"
                            + " {}; it is left out of account. Nobody else may write there: readers"
                            + " of the topic may not understand it",
                    record.topic(),
                    record.partition(),
                    record.offset());
        }
    }
}
