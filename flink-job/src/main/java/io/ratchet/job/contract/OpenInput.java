package io.ratchet.job.contract;

import io.ratchet.job.claim.StartException;
import io.ratchet.job.message.Message;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.TopicPartition;

/** Says what of an input topic nobody can read yet, because a producer's transaction is open. */
final class OpenInput {
    private static final long PATIENCE_SECONDS = 5;

    private final Map<String, String> clients;

    OpenInput(Map<String, String> clients) {
        this.clients = Map.copyOf(clients);
    }

    /**
     * Describes it.
     *
     * @param decided up to where everything of each partition is committed or aborted
     * @param written up to where it is written
     * @param ends whether the run ends with what is decided
     * @return a sentence for each partition that has an open transaction
     */
    List<String> describe(
            Map<TopicPartition, Long> decided, Map<TopicPartition, Long> written, boolean ends) {
        Map<TopicPartition, Long> open = new HashMap<>();
        written.forEach(
                (partition, end) -> {
                    if (decided.getOrDefault(partition, end) < end) {
                        open.put(partition, decided.getOrDefault(partition, end));
                    }
                });
        if (open.isEmpty()) {
            return List.of();
        }
        Map<TopicPartition, String> producers = producers(open);
        return open.keySet().stream()
                .sorted(Comparator.comparing(TopicPartition::toString))
                .map(
                        partition ->
                                sentence(
                                        partition,
                                        decided.getOrDefault(partition, 0L),
                                        written.getOrDefault(partition, 0L),
                                        producers.getOrDefault(partition, "a producer"),
                                        ends))
                .toList();
    }

    private static String sentence(
            TopicPartition partition, long decided, long written, String producer, boolean ends) {
        return Message.of(
                """
                A transaction is open on %s, of %s: what stands from offset %s to %s cannot be \
                read until it is committed or aborted. %s Let its producer finish; where that is \
                gone, the broker aborts it after the producer's transaction.timeout.ms, and \
                'kafka-transactions.sh abort' at once.""",
                partition,
                producer,
                decided,
                written,
                ends
                        ? """
                                The run ends before it; when the transaction is decided, start the \
                                job again, and the run goes on with it."""
                        : "The run waits there until it is.");
    }

    private Map<TopicPartition, String> producers(Map<TopicPartition, Long> open) {
        Map<TopicPartition, String> producers = new HashMap<>();
        try (Admin admin = Admin.create(new HashMap<>(clients))) {
            Map<TopicPartition, PartitionProducerState> states =
                    admin.describeProducers(open.keySet())
                            .all()
                            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            states.forEach(
                    (partition, state) ->
                            state.activeProducers().stream()
                                    .filter(one -> one.currentTransactionStartOffset().isPresent())
                                    .map(OpenInput::text)
                                    .reduce((one, other) -> one + " and " + other)
                                    .ifPresent(text -> producers.put(partition, text)));
        } catch (ExecutionException | TimeoutException untold) {
            // Who it is takes a right of its own; that it is open is known.
            return Map.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("Interrupted while the input topics were looked at.", e);
        }
        return producers;
    }

    private static String text(ProducerState producer) {
        return Message.of(
                "producer %s since offset %s",
                producer.producerId(), producer.currentTransactionStartOffset().orElse(-1));
    }
}
