package io.ratchet.job.resume;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The names of a job's Kafka transactions, and the end of those that nobody will commit. */
public final class Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

    private Transactions() {}

    /**
     * How the transactional ids of a generation begin. A sink finds what an earlier start of its
     * generation left open by itself. The slash is in no id, so that no job's prefix begins
     * another's.
     */
    public static String prefix(String job, int generation) {
        return jobPrefix(job) + generation + "/";
    }

    private static String jobPrefix(String job) {
        return "ratchet/" + job + "/";
    }

    /**
     * Aborts what earlier generations left open. Nothing will ever commit it, and until it times
     * out, no reader would see what comes behind it.
     */
    static void abortBefore(Map<String, String> clients, String job, int generation) {
        try (Admin admin = Admin.create(new HashMap<>(clients))) {
            Collection<TransactionListing> open =
                    admin.listTransactions(
                                    new ListTransactionsOptions()
                                            .filterStates(List.of(TransactionState.ONGOING)))
                            .all()
                            .get();
            for (TransactionListing transaction : open) {
                String id = transaction.transactionalId();
                if (id.startsWith(jobPrefix(job)) && !id.startsWith(prefix(job, generation))) {
                    abort(clients, id);
                }
            }
        } catch (ExecutionException e) {
            throw new StartException(
                    "Cannot look for open transactions of job '"
                            + job
                            + "': "
                            + e.getMessage()
                            + ". They would hide what this start writes; look at the broker and"
                            + " start again.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("Interrupted while open transactions were aborted.", e);
        }
    }

    /** A producer that takes the id over ends what was open under it. */
    private static void abort(Map<String, String> clients, String id) {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put("transactional.id", id);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
        }
        LOG.info("Aborted transaction {}, which an earlier generation left open", id);
    }
}
