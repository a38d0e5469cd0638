package io.ratchet.job.sink;

import io.ratchet.job.message.Message;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;

/** Says whose transactions are open on partitions, for somebody who has to end them. */
final class OpenOnTopics {
    private static final ListTransactionsOptions OPEN =
            new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));

    private static final Comparator<TopicPartition> BY_NAME =
            Comparator.comparing(TopicPartition::toString);

    private OpenOnTopics() {}

    /**
     * The transactions that are open on some partitions, with their ids and producers.
     *
     * @param decided how far each partition is decided
     */
    static String text(Admin admin, Map<TopicPartition, Long> decided) throws InterruptedException {
        StringJoiner text = new StringJoiner("; ");
        try {
            Set<String> ids = new TreeSet<>();
            for (TransactionListing open : admin.listTransactions(OPEN).all().get()) {
                ids.add(open.transactionalId());
            }
            for (Map.Entry<String, TransactionDescription> open :
                    admin.describeTransactions(ids).all().get().entrySet()) {
                Set<TopicPartition> on = new TreeSet<>(BY_NAME);
                on.addAll(open.getValue().topicPartitions());
                on.retainAll(decided.keySet());
                if (!on.isEmpty()) {
                    text.add(
                            Message.of(
                                    "transaction '%s' of producer %s is open on %s",
                                    open.getKey(), open.getValue().producerId(), on));
                }
            }
        } catch (ExecutionException unknown) {
            text.add("whose they are, the broker does not tell (" + unknown.getCause() + ")");
        }
        if (text.length() == 0) {
            text.add(
                    """
                    no coordinator knows whose they are ('kafka-transactions.sh find-hanging' \
                    looks for such)""");
        }
        return "decided up to " + decided + "; " + text;
    }
}
