package io.ratchet.job.source;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;

/**
 * Tells the readers of an {@link EndingSource} that nothing more will come, as soon as that is so.
 *
 * <p><b>Threading</b>: the thread of the source's coordinator. <b>On restore</b>: a reader that
 * registers again is told again, if it is still so.
 */
final class EndingEnumerator extends ForwardingEnumerator<KafkaSourceEnumState> {
    private static final long LOOKED_EVERY_MILLIS = 100;

    private final SplitEnumeratorContext<KafkaPartitionSplit> context;
    private final BooleanSupplier end;
    private final Set<Integer> told = new HashSet<>();

    /**
     * @param end whether nothing more will come; looked at now and then
     */
    EndingEnumerator(
            SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> kafka,
            SplitEnumeratorContext<KafkaPartitionSplit> context,
            BooleanSupplier end) {
        super(kafka);
        this.context = context;
        this.end = end;
    }

    @Override
    public void start() {
        super.start();
        context.callAsync(
                end::getAsBoolean,
                (hasCome, fault) -> context.registeredReaders().keySet().forEach(this::tell),
                LOOKED_EVERY_MILLIS,
                LOOKED_EVERY_MILLIS);
    }

    /** Looks again, because a task may have failed since it was looked. */
    private void tell(int subtask) {
        if (end.getAsBoolean() && told.add(subtask)) {
            context.signalNoMoreSplits(subtask);
        }
    }

    /** Assigns what is left to assign first. */
    @Override
    public void addReader(int subtask) {
        told.remove(subtask);
        super.addReader(subtask);
        tell(subtask);
    }
}
