package io.ratchet.job.sink;

import io.ratchet.operator.failure.EndingException;
import io.ratchet.operator.restore.RestoredCheckpoint;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The sink cannot go on, and no checkpoint is at fault: none is marked, and the job goes on from
 * its newest one when what is said has been done.
 */
public final class SinkException extends EndingException {
    private static final long serialVersionUID = 1L;

    private SinkException(String message, @Nullable Object... values) {
        super(String.format(Locale.ROOT, message, values));
    }

    static SinkException ofMissing(String topic) {
        return new SinkException(
                """
                Output topic '%s' does not exist. The job ends, because its results would reach \
                nobody. Start it again: the start makes the topic again, and says what is lost.""",
                topic);
    }

    static SinkException ofMadeAgain(String topic) {
        return new SinkException(
                """
                Output topic '%s' was deleted and made again since the checkpoint: what the job \
                had written to it is lost, and is not written again. The job ends, so that this is \
                not overlooked. To go on without what is lost, start the job with \
                'topics: {acceptLoss: true}'; to have all of it again, start afresh, as the next \
                generation, with resume: never.""",
                topic);
    }

    static SinkException ofOtherTopics(Collection<String> before, Collection<String> now) {
        return new SinkException(
                """
                The job had written to %s when its checkpoint was taken, and is configured to write \
                to %s. What it has reported would be torn in two, and what its transactions hold \
                cannot be looked for. The checkpoint is whole, and stays. Set topics.prefix back, and \
                start the job again; or start it afresh, as the next generation, with resume: never.""",
                before, now);
    }

    static SinkException ofCompacted(Collection<String> losing, Positions missing) {
        return new SinkException(
                """
                Not all of what the checkpoint's transactions hold is on the output topics: %s. But of \
                %s committed records go by themselves, or have gone (cleanup.policy: compact), so that \
                nobody can tell whether they were committed. Going on might leave a gap. The checkpoint \
                was not marked. Set cleanup.policy=delete there. Then go on from an older checkpoint, \
                which reports again what is gone, with resume: PATH; or start afresh, as the next \
                generation, with resume: never.""",
                missing, losing);
    }

    static SinkException ofUndecided(Duration waited, String open) {
        return new SinkException(
                """
                Transactions of others are still open on the output topics after %d s: %s. What is \
                committed there cannot be told, and readers do not see it. Let their producers end \
                them, or abort them with 'kafka-transactions.sh abort', and start the job again: \
                it goes on from its newest checkpoint.""",
                waited.toSeconds(), open);
    }

    static SinkException ofTooLarge(ProducerRecord<byte[], byte[]> record, Exception cause) {
        return new SinkException(
                """
                A record of %d bytes is larger than output topic '%s' takes, and would be at each \
                restart (%s). Raise max.message.bytes of the topic, and start the job again with the \
                same command.""",
                record.value().length, record.topic(), cause);
    }

    static SinkException ofNoState(RestoredCheckpoint checkpoint) {
        return new SinkException(
                """
                Cannot go on from %s: it holds no state of the sink, without which steps would be \
                reported twice or not at all. It was written by another build: finish the job with \
                that one, or start afresh, as the next generation, with resume: never.""",
                checkpoint.path());
    }

    /** What a run would compute again is not what was reported. */
    static SinkException ofOtherBatches(String run, Positions committed) {
        return new SinkException(
                """
                Run '%s' cannot go on from an older checkpoint than its newest: the output topics \
                are ahead (%s), and with 'order: arrival' the steps in between would be made of \
                other records than those that were reported. Bring the newer checkpoint back, or \
                start afresh, as the next generation, with resume: never.""",
                run, committed);
    }
}
