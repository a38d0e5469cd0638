package io.ratchet.job.source;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.jspecify.annotations.Nullable;

/**
 * Hands everything on to another enumerator; others do something beside it.
 *
 * <p><b>Threading</b>: the thread of the source's coordinator.
 *
 * @param <S> what it stores
 */
abstract class ForwardingEnumerator<S> implements SplitEnumerator<KafkaPartitionSplit, S> {
    private final SplitEnumerator<KafkaPartitionSplit, S> next;

    ForwardingEnumerator(SplitEnumerator<KafkaPartitionSplit, S> next) {
        this.next = next;
    }

    @Override
    public void start() {
        next.start();
    }

    @Override
    public void addReader(int subtask) {
        next.addReader(subtask);
    }

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {
        next.handleSplitRequest(subtask, host);
    }

    @Override
    public void addSplitsBack(List<KafkaPartitionSplit> splits, int subtask) {
        next.addSplitsBack(splits, subtask);
    }

    @Override
    public S snapshotState(long checkpoint) throws Exception {
        return next.snapshotState(checkpoint);
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) throws Exception {
        next.notifyCheckpointComplete(checkpoint);
    }

    @Override
    public void notifyCheckpointAborted(long checkpoint) throws Exception {
        next.notifyCheckpointAborted(checkpoint);
    }

    @Override
    public void handleSourceEvent(int subtask, SourceEvent event) {
        next.handleSourceEvent(subtask, event);
    }

    @Override
    public void close() throws IOException {
        next.close();
    }
}
