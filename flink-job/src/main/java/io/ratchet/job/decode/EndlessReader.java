package io.ratchet.job.decode;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;

/**
 * Reads partitions without an end, until it is told that nothing more is wanted of them.
 *
 * <p>The connector's reader ends when no more partitions will come and all that it has are read to
 * their end, which these never are. <b>Threading</b>: Flink's task thread.
 */
@SuppressWarnings("try") // Flink's readers may throw anything when they are closed
final class EndlessReader implements SourceReader<RawRecord, KafkaPartitionSplit> {
    private final SourceReader<RawRecord, KafkaPartitionSplit> kafka;
    private boolean ended;

    EndlessReader(SourceReader<RawRecord, KafkaPartitionSplit> kafka) {
        this.kafka = kafka;
    }

    @Override
    public InputStatus pollNext(ReaderOutput<RawRecord> output) throws Exception {
        return ended ? InputStatus.END_OF_INPUT : kafka.pollNext(output);
    }

    /** Ends it; the connector's reader wakes the task up, which may wait for records. */
    @Override
    public void notifyNoMoreSplits() {
        ended = true;
        kafka.notifyNoMoreSplits();
    }

    @Override
    public void start() {
        kafka.start();
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
        kafka.addSplits(splits);
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpoint) {
        return kafka.snapshotState(checkpoint);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return kafka.isAvailable();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        kafka.handleSourceEvents(event);
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) throws Exception {
        kafka.notifyCheckpointComplete(checkpoint);
    }

    @Override
    public void notifyCheckpointAborted(long checkpoint) throws Exception {
        kafka.notifyCheckpointAborted(checkpoint);
    }

    @Override
    public void close() throws Exception {
        kafka.close();
    }
}
