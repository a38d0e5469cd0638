package io.ratchet.job.source;

import io.ratchet.job.decode.RawRecord;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;

/**
 * Reads partitions until it is told that nothing more is wanted of them.
 *
 * <p>The connector's reader ends when it is told that no more partitions will come and all that it
 * has are read to their end: too late where they have none. <b>Threading</b>: Flink's task thread.
 */
@SuppressWarnings("try") // Flink's readers may throw anything when they are closed
final class EndlessReader extends ForwardingReader {
    private boolean ended;

    EndlessReader(SourceReader<RawRecord, KafkaPartitionSplit> kafka) {
        super(kafka);
    }

    @Override
    public InputStatus pollNext(ReaderOutput<RawRecord> output) throws Exception {
        return ended ? InputStatus.END_OF_INPUT : super.pollNext(output);
    }

    /** Ends it; the connector's reader wakes the task up, which may wait for records. */
    @Override
    public void notifyNoMoreSplits() {
        ended = true;
        super.notifyNoMoreSplits();
    }
}
