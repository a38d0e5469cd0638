package io.ratchet.job.claim;

import io.ratchet.job.log.CommittedRecords;
import io.ratchet.job.log.CutLogException;
import io.ratchet.job.log.LogReading;
import io.ratchet.job.message.Message;
import io.ratchet.job.record.ForeignRecord;
import io.ratchet.job.record.UnreadableRecordException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches whether a start still owns its job.
 *
 * <p>It reads what stands behind the start's own claim, committed or not: claims are written
 * without a transaction, and a reader of committed records would not see one behind a transaction
 * that is open, for example the watching job's own.
 *
 * <p><b>Owns</b> a consumer, until {@link #close()}. <b>Threading</b>: one thread.
 */
public final class OwnerWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnerWatch.class);

    private final OwnerClaim claim;
    private final TopicPartition partition;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /**
     * @param clients properties of the Kafka client
     * @param claim the start's own claim
     */
    public OwnerWatch(Map<String, String> clients, OwnerClaim claim) {
        this.claim = claim;
        this.partition = new TopicPartition(claim.topic(), claim.partition());
        this.consumer = CommittedRecords.writtenConsumer(clients);
        consumer.assign(List.of(partition));
        consumer.seek(partition, claim.offset() + 1);
    }

    /**
     * Returns if no other start had claimed the job when it was called.
     *
     * @throws SuppressRestartsException if one had: this one ends for good
     */
    public void check() {
        readTo(consumer.endOffsets(List.of(partition)));
    }

    /** The same, or nothing if the broker does not answer in time: for those who ask again. */
    public void checkIfReachable(Duration patience) {
        try {
            readTo(consumer.endOffsets(List.of(partition), patience));
        } catch (TimeoutException unreachable) {
            LOG.debug("Cannot tell who owns job '{}' now", claim.owner().job(), unreachable);
        }
    }

    private void readTo(Map<TopicPartition, Long> ends) {
        long end = ends.getOrDefault(partition, 0L);
        if (end <= claim.offset()) {
            throw new CutLogException(partition, claim.offset() + 1, end);
        }
        LogReading.readTo(
                consumer,
                ends,
                record -> {
                    String key = ForeignRecord.key(record.key());
                    // Claims to other jobs do not concern this one, whatever is in them.
                    if (record.value() != null && Owner.isKeyOf(claim.owner().job(), key)) {
                        refuse(record, key);
                    }
                });
    }

    private void refuse(ConsumerRecord<byte[], byte[]> record, String key) {
        Owner last;
        try {
            last = Owner.of(key, record.value());
        } catch (UnreadableRecordException unreadable) {
            throw ended(
                    Message.of(
                            """
                            by its key a claim to it is %s. Whether another start owns the job now \
                            cannot be told, and two would stop each other in turns. If another \
                            build of Ratchet has written it, leave that one running. If not, \
                            delete it: write a record without a value under the same key, and \
                            start the job again.""",
                            ForeignRecord.of(record, unreadable).text()));
        }
        if (claim.yieldsTo(last)) {
            throw ended(
                    Message.of(
                            """
                            it was started again, as epoch %s, and two of one id would stop each \
                            other in turns. Leave the newer one running.""",
                            last.epoch()));
        }
    }

    /** Whoever asks again is answered again. */
    private SuppressRestartsException ended(String why) {
        consumer.seek(partition, claim.offset() + 1);
        return new SuppressRestartsException(
                new StartException(
                        Message.of(
                                "Job '%s' of epoch %s ends: %s",
                                claim.owner().job(), claim.owner().epoch(), why)));
    }

    @Override
    public void close() {
        CommittedRecords.close(consumer);
    }
}
