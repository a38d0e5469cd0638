package io.ratchet.job.sink;

import io.ratchet.job.message.Message;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownProducerIdException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The producers of a life, one for each transactional id that it needs.
 *
 * <p>Each transaction begins with an epoch of its own. So what a broker does with a request of an
 * earlier one that comes late, it cannot do to a later one. With Kafka's newer transaction protocol
 * a commit brings the next epoch; with the older one the id is taken over once more.
 *
 * <p>Before an id is taken over, and behind it, it is made sure that the life is the newest ({@link
 * Life}). An id that is not taken over does no harm to anybody: a newer life has fenced it, so that
 * the broker refuses what is written with it.
 *
 * <p><b>Owns</b> the producers. <b>Threading</b>: one thread.
 */
final class TransactionPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionPool.class);

    /**
     * Where a producer asks for its coordinator, or the broker still ends what was open with its
     * id, it waits for this long and asks again. Twice as long each time, as elsewhere.
     */
    private static final String RETRY_MILLIS = "10";

    private final SinkTask task;
    private final Life life;
    private final Deque<String> unused;
    private final Deque<FlinkKafkaInternalProducer<byte[], byte[]>> ready = new ArrayDeque<>();
    private final Deque<FlinkKafkaInternalProducer<byte[], byte[]>> spent = new ArrayDeque<>();
    private final List<FlinkKafkaInternalProducer<byte[], byte[]>> producers = new ArrayList<>();

    TransactionPool(SinkTask task, Life life) {
        this.task = task;
        this.life = life;
        this.unused = new ArrayDeque<>(life.ids());
    }

    /**
     * Begins a transaction.
     *
     * @throws IOException if a newer life has begun
     */
    OpenTransaction begin() throws IOException, ExecutionException, InterruptedException {
        FlinkKafkaInternalProducer<byte[], byte[]> producer = ready.poll();
        if (producer == null) {
            producer = spent.isEmpty() ? next() : spent.remove();
            // Before, for the sake of one with the same lane; behind, see there.
            life.check();
            producer.initTransactions();
            life.check();
        }
        producer.beginTransaction();
        return new OpenTransaction(producer);
    }

    private FlinkKafkaInternalProducer<byte[], byte[]> next() {
        String id = unused.poll();
        if (id == null) {
            throw new IllegalStateException(
                    Message.of(
                            """
                            All %s transactions of the job wait for a checkpoint to complete. The \
                            restart commits or aborts them; take fewer savepoints between two \
                            checkpoints.""",
                            TransactionalIds.LANE_IDS));
        }
        FlinkKafkaInternalProducer<byte[], byte[]> producer = producer(task, id);
        producers.add(producer);
        return producer;
    }

    /** Takes a producer back whose transaction is committed. */
    void release(OpenTransaction transaction) {
        FlinkKafkaInternalProducer<byte[], byte[]> producer = transaction.producer();
        if (transaction.isEpochSpent()) {
            producer.setTransactionId(producer.getTransactionalId());
            spent.add(producer);
        } else {
            ready.add(producer);
        }
    }

    /**
     * Commits a transaction that a restored checkpoint holds. It may have been committed before,
     * and the broker may have aborted it or have forgotten its id: its answer does not tell which.
     *
     * @throws KafkaException if it may still be open
     */
    static void commitRestored(SinkTask task, SinkState.Prepared transaction)
            throws InterruptedException {
        task.commits().beforeCommit();
        try (FlinkKafkaInternalProducer<byte[], byte[]> producer =
                producer(task, transaction.id())) {
            producer.resumeTransaction(transaction.producerId(), transaction.epoch());
            producer.commitTransaction();
            LOG.info("Committed restored transaction {}", transaction.id());
        } catch (KafkaException answer) {
            if (ExceptionUtils.findThrowable(answer, TransactionPool::isOver).isEmpty()) {
                throw answer;
            }
            LOG.info("Restored transaction {} is over: {}", transaction.id(), answer.toString());
        }
    }

    private static boolean isOver(Throwable answer) {
        return answer instanceof ProducerFencedException
                || answer instanceof InvalidProducerEpochException
                || answer instanceof InvalidTxnStateException
                || answer instanceof InvalidPidMappingException
                || answer instanceof UnknownProducerIdException
                || answer instanceof TransactionalIdNotFoundException;
    }

    private static FlinkKafkaInternalProducer<byte[], byte[]> producer(SinkTask task, String id) {
        String bytes = ByteArraySerializer.class.getName();
        Properties properties = new Properties();
        properties.putAll(task.clients());
        properties.putAll(task.producer());
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, bytes);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, bytes);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, "20");
        properties.putIfAbsent(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, RETRY_MILLIS);
        properties.put(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                Long.toString(task.transactionTimeout().toMillis()));
        return new FlinkKafkaInternalProducer<>(properties, id);
    }

    /** Closes each at once, whichever fails, so that none aborts what is prepared. */
    @Override
    public void close() {
        Undisturbed.close(this::closeProducers);
    }

    private void closeProducers() {
        @Nullable RuntimeException first = null;
        for (FlinkKafkaInternalProducer<byte[], byte[]> producer : producers) {
            try {
                producer.close();
            } catch (RuntimeException failure) {
                first = ExceptionUtils.firstOrSuppressed(failure, first);
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
