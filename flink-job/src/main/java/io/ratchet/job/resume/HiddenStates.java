package io.ratchet.job.resume;

import io.ratchet.job.claim.Owner;
import io.ratchet.job.claim.StartException;
import io.ratchet.job.log.CommittedRecords;
import io.ratchet.job.log.LogReading;
import io.ratchet.job.message.Message;
import io.ratchet.job.record.ForeignRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * States of a job's runs on the run-state topic that nobody sees yet, because another job has a
 * transaction open before them: a reader of committed records comes to the first one that is open.
 * A start that planned with what stands before it would take a run for further back than its
 * readers do. What the job itself has open hides nothing of it: it commits in order.
 *
 * @param topic the run-state topic
 * @param job the job
 * @param runs its runs
 * @param patience how long others are waited for
 */
record HiddenStates(String topic, String job, Set<String> runs, Duration patience) {
    /** As long as the sink waits when it begins. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(HiddenStates.class);
    private static final Duration TOLD_EVERY = Duration.ofSeconds(5);
    private static final Duration LOOKED_EVERY = Duration.ofMillis(50);

    HiddenStates {
        runs = Set.copyOf(runs);
    }

    /**
     * Returns once no other job's transaction stands before what is on the topic now.
     *
     * @return that it had to be waited for, as a sentence
     * @throws StartException if it takes longer than the patience
     */
    Optional<String> await(Map<String, String> clients) {
        TopicPartition partition = new TopicPartition(topic, 0);
        long begin = System.nanoTime();
        Duration toldAt = TOLD_EVERY;
        try (Admin admin = Admin.create(new HashMap<>(clients))) {
            if (!admin.listTopics().names().get().contains(topic)) {
                return Optional.empty();
            }
            long end = offset(admin, partition, IsolationLevel.READ_UNCOMMITTED);
            long decided = offset(admin, partition, IsolationLevel.READ_COMMITTED);
            if (decided >= end || !isConcerned(clients, partition, decided, end)) {
                return Optional.empty();
            }
            Map<Long, String> first = others(admin, partition, end);
            Map<Long, String> open = first;
            while (!open.isEmpty()) {
                Duration waited = Duration.ofNanos(System.nanoTime() - begin);
                if (waited.compareTo(patience) > 0) {
                    throw new StartException(refusal(open, waited));
                }
                if (waited.compareTo(toldAt) > 0) {
                    toldAt = waited.plus(TOLD_EVERY);
                    LOG.warn("Job '{}' waits for others on {}: {}", job, topic, open.values());
                }
                LockSupport.parkNanos(LOOKED_EVERY.toNanos());
                open = others(admin, partition, end);
            }
            return first.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            Message.of(
                                    """
                                    Waited for %d s until nothing of others was open on '%s' before \
                                    the last states of the job's runs: %s.""",
                                    Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
                                    topic,
                                    String.join(", ", first.values())));
        } catch (ExecutionException e) {
            throw new StartException(
                    Message.of(
                            """
                            Cannot tell what is open on topic '%s': %s. States of the job's runs may \
                            stand behind it; look at the broker and start again.""",
                            topic, e.getCause()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("Interrupted while others were waited for.", e);
        }
    }

    private String refusal(Map<Long, String> open, Duration waited) {
        return Message.of(
                """
                Job '%s' cannot be started: on topic '%s' stand states of its runs that nobody sees \
                yet, because others have been open before them for %d s: %s. How far readers have \
                seen the runs cannot be told. Let their producers end them, or abort them with \
                'kafka-transactions.sh abort', and start again.""",
                job, topic, waited.toSeconds(), String.join(", ", open.values()));
    }

    private static long offset(Admin admin, TopicPartition partition, IsolationLevel isolation)
            throws ExecutionException, InterruptedException {
        return admin.listOffsets(
                        Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
                .partitionResult(partition)
                .get()
                .offset();
    }

    /** Whether something of the job's runs stands where committed records are not read yet. */
    private boolean isConcerned(
            Map<String, String> clients, TopicPartition partition, long decided, long end) {
        AtomicBoolean concerned = new AtomicBoolean();
        try (KafkaConsumer<byte[], byte[]> consumer = CommittedRecords.writtenConsumer(clients)) {
            consumer.assign(Set.of(partition));
            consumer.seek(partition, decided);
            LogReading.readTo(
                    consumer,
                    Map.of(partition, end),
                    record -> {
                        if (runs.contains(ForeignRecord.key(record.key()))) {
                            concerned.set(true);
                        }
                    });
        }
        return concerned.get();
    }

    /** Others' transactions that are open before an offset, by producer. */
    private Map<Long, String> others(Admin admin, TopicPartition partition, long end)
            throws ExecutionException, InterruptedException {
        Map<Long, String> ids =
                admin.listTransactions().all().get().stream()
                        .collect(
                                Collectors.toMap(
                                        TransactionListing::producerId,
                                        TransactionListing::transactionalId,
                                        (one, other) -> one));
        Map<Long, String> open = new TreeMap<>();
        for (ProducerState producer :
                admin.describeProducers(Set.of(partition))
                        .partitionResult(partition)
                        .get()
                        .activeProducers()) {
            OptionalLong since = producer.currentTransactionStartOffset();
            String id = ids.getOrDefault(producer.producerId(), "");
            if (since.isPresent()
                    && since.getAsLong() < end
                    && !id.startsWith(Owner.transactions(job))) {
                open.put(
                        producer.producerId(),
                        "transaction '" + id + "' of producer " + producer.producerId());
            }
        }
        return open;
    }
}
