package io.ratchet.job.sink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The producers of a start, one for each transactional id that it needs.
 *
 * <p>Each transaction begins with an epoch of its own. So what a broker without Kafka's newer
 * transaction protocol does with a request of an earlier one that comes late, it cannot do to a
 * later one.
 *
 * <p><b>Owns</b> the producers. <b>Threading</b>: one thread.
 */
final class TransactionPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionPool.class);

    private final SinkTask task;
    private final Deque<String> unused;
    private final Deque<FlinkKafkaInternalProducer<byte[], byte[]>> free = new ArrayDeque<>();
    private final List<FlinkKafkaInternalProducer<byte[], byte[]>> producers = new ArrayList<>();

    TransactionPool(SinkTask task) {
        this.task = task;
        this.unused = new ArrayDeque<>(TransactionalIds.own(task.claim().owner()));
    }

    /** Begins a transaction. */
    OpenTransaction begin() {
        FlinkKafkaInternalProducer<byte[], byte[]> producer = free.poll();
        if (producer == null) {
            String id = unused.poll();
            if (id == null) {
                throw new IllegalStateException(
                        "All "
                                + TransactionalIds.LANE_IDS
                                + " transactions of the job wait for a checkpoint to complete. The"
                                + " restart commits or aborts them; take fewer savepoints between"
                                + " two checkpoints.");
            }
            producer = producer(task, id);
            producers.add(producer);
        } else {
            producer.setTransactionId(producer.getTransactionalId());
        }
        producer.initTransactions();
        producer.beginTransaction();
        return new OpenTransaction(producer);
    }

    /** Takes a producer back whose transaction is committed. */
    void release(OpenTransaction transaction) {
        free.add(transaction.producer());
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
        properties.put(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                Long.toString(task.transactionTimeout().toMillis()));
        return new FlinkKafkaInternalProducer<>(properties, id);
    }

    /** Closes all producers at once, so that none aborts what is prepared. */
    @Override
    public void close() {
        producers.forEach(FlinkKafkaInternalProducer::close);
    }
}
