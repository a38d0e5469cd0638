package io.ratchet.job.source;

import io.ratchet.job.decode.RawRecord;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;

/**
 * Hands nothing out, and does not end, before its enumerator has looked whether the topic is still
 * the one that is trained. Partitions that were restored have never been handed out by it.
 *
 * <p><b>Threading</b>: Flink's task thread. <b>On restore</b>: it waits anew; it fetches meanwhile.
 */
@SuppressWarnings("try") // Flink's readers may throw anything when they are closed
final class VouchedReader extends ForwardingReader {
    private final CompletableFuture<Void> vouched = new CompletableFuture<>();

    VouchedReader(SourceReader<RawRecord, KafkaPartitionSplit> kafka) {
        super(kafka);
    }

    @Override
    public InputStatus pollNext(ReaderOutput<RawRecord> output) throws Exception {
        return vouched.isDone() ? super.pollNext(output) : InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return vouched.isDone() ? super.isAvailable() : vouched;
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof TopicVouched) {
            vouched.complete(null);
        } else {
            super.handleSourceEvents(event);
        }
    }
}
