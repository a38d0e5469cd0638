package io.ratchet.job.sink;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTransactionsResult;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/**
 * Fences transactional ids: aborts what is open with them, and makes the broker refuse whatever
 * their producers still send.
 *
 * <p>An id that was fenced, and not used since, is left alone: the broker keeps with an id the
 * transaction timeout of whoever took it over last, and fencing sets one that no sink has. So a
 * life fences the one or two ids that the life before it has used, and not all of the job's.
 */
final class Fencing {
    /** Kafka's client takes its request timeout for the transaction timeout of what it fences. */
    private static final int FENCED_MILLIS = 9_999;

    /** After it aborted what was open with an id, the broker wants to be asked again. */
    private static final String RETRY_MILLIS = "10";

    private Fencing() {}

    /** A client that fences. */
    static Admin admin(Map<String, String> clients) {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, FENCED_MILLIS);
        properties.computeIfPresent(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (key, given) -> Math.max(FENCED_MILLIS, Integer.parseInt(given.toString())));
        properties.putIfAbsent(AdminClientConfig.RETRY_BACKOFF_MS_CONFIG, RETRY_MILLIS);
        return Admin.create(properties);
    }

    /** Which of some ids somebody may write with. */
    static Set<String> held(Admin admin, Collection<String> ids)
            throws ExecutionException, InterruptedException {
        DescribeTransactionsResult described = admin.describeTransactions(ids);
        Set<String> held = new HashSet<>();
        for (String id : ids) {
            try {
                if (isHeld(described.description(id).get())) {
                    held.add(id);
                }
            } catch (ExecutionException failure) {
                if (!(failure.getCause() instanceof TransactionalIdNotFoundException)) {
                    throw failure;
                }
            }
        }
        return held;
    }

    private static boolean isHeld(TransactionDescription id) {
        return id.transactionTimeoutMs() != FENCED_MILLIS;
    }

    /**
     * Fences each by a call of its own: in one call Kafka's client (4.2.0) takes one after the
     * other, and waits longer before each, 12 s for 16 in all.
     */
    static void fence(Admin admin, Collection<String> ids)
            throws ExecutionException, InterruptedException {
        List<KafkaFuture<Void>> fenced =
                ids.stream().map(id -> admin.fenceProducers(Set.of(id)).all()).toList();
        for (KafkaFuture<Void> one : fenced) {
            one.get();
        }
    }
}
