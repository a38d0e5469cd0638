package io.ratchet.job.resume;

import io.ratchet.job.record.Owner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** Enough of a token to tell apart two starts of one epoch. */
    private static final int TOKEN_LENGTH = 8;

    private Transactions() {}

    /**
     * How the transactional ids of a sink begin. Each start has names of its own, so that no start
     * ever takes over, and with that aborts, what a newer one writes. The slash is in no id, so
     * that no job's prefix begins another's.
     */
    public static String prefix(Owner owner, String sink) {
        String token = owner.token();
        return jobPrefix(owner.job())
                + owner.generation()
                + "/"
                + owner.epoch()
                + "."
                + token.substring(0, Math.min(TOKEN_LENGTH, token.length()))
                + "/"
                + sink;
    }

    private static String jobPrefix(String job) {
        return "ratchet/" + job + "/";
    }

    /**
     * Aborts what other starts of the job have left open, or still write, on a sink's topic.
     * Nothing will ever commit it, and until it times out, no reader would see what comes behind
     * it.
     *
     * @param clients properties of the Kafka client
     * @param owner the start that owns the job now
     * @param sink the sink
     * @param prepared transactions that belong to the checkpoint that this start goes on from
     * @param watch asked after the listing: whatever a newer start has in it, it is left alone
     */
    public static void abortForeign(
            Map<String, String> clients,
            Owner owner,
            String sink,
            Set<String> prepared,
            OwnerWatch watch) {
        String own = prefix(owner, sink) + "-";
        List<String> foreign = new ArrayList<>();
        for (String id : open(clients, owner.job())) {
            if (id.contains("/" + sink + "-") && !id.startsWith(own) && !prepared.contains(id)) {
                foreign.add(id);
            }
        }
        if (!foreign.isEmpty()) {
            watch.check();
            foreign.forEach(id -> abort(clients, id));
        }
    }

    /** The transactions of a job, of any start, that are neither committed nor aborted. */
    static List<String> open(Map<String, String> clients, String job) {
        try (Admin admin = Admin.create(new HashMap<>(clients))) {
            return admin
                    .listTransactions(
                            new ListTransactionsOptions()
                                    .filterStates(List.of(TransactionState.ONGOING)))
                    .all()
                    .get()
                    .stream()
                    .map(TransactionListing::transactionalId)
                    .filter(id -> id.startsWith(jobPrefix(job)))
                    .toList();
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
        LOG.info("Aborted transaction {}, which another start of the job left open", id);
    }
}
