package io.ratchet.job.source;

import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.jspecify.annotations.Nullable;

/**
 * Tells what an enumerator fails with where its coordinator calls it, as a {@link TellingContext}
 * does for what it is called back with. A snapshot that fails costs the checkpoint only.
 *
 * <p><b>Threading</b>: the thread of the source's coordinator.
 */
final class TellingEnumerator extends ForwardingEnumerator<PartitionList> {
    private final TellingContext context;

    TellingEnumerator(
            SplitEnumerator<KafkaPartitionSplit, PartitionList> next, TellingContext context) {
        super(next);
        this.context = context;
    }

    @Override
    public void start() {
        context.telling(super::start);
    }

    @Override
    public void addReader(int subtask) {
        context.telling(() -> super.addReader(subtask));
    }

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {
        context.telling(() -> super.handleSplitRequest(subtask, host));
    }

    @Override
    public void addSplitsBack(List<KafkaPartitionSplit> splits, int subtask) {
        context.telling(() -> super.addSplitsBack(splits, subtask));
    }

    @Override
    public void handleSourceEvent(int subtask, SourceEvent event) {
        context.telling(() -> super.handleSourceEvent(subtask, event));
    }
}
