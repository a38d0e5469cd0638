package io.ratchet.job.source;

import io.ratchet.job.decode.RawRecord;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.synchronization.FutureCompletingBlockingQueue;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.connector.kafka.source.reader.KafkaPartitionSplitReader;
import org.apache.flink.connector.kafka.source.reader.KafkaRecordEmitter;
import org.apache.flink.connector.kafka.source.reader.KafkaSourceReader;
import org.apache.flink.connector.kafka.source.reader.fetcher.KafkaSourceFetcherManager;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The connector's fetching side, with partitions that may be paused at any time. The connector's
 * own (5.0.0) fails the task where a partition is paused that it has just read to its end, and
 * nobody outside can know that it has: behind the last record that has left it, all may be markers
 * or gone.
 *
 * <p><b>Threading</b>: the connector's fetcher thread.
 */
@SuppressWarnings("try") // the connector's readers may throw anything when they are closed
final class PausableSplitReader extends KafkaPartitionSplitReader {
    private PausableSplitReader(
            Properties consumer, SourceReaderContext context, KafkaSourceReaderMetrics metrics) {
        super(consumer, context, metrics);
    }

    /**
     * A reader with it, put together as {@code KafkaSource} does it.
     *
     * @param consumer all properties of the consumer
     */
    static KafkaSourceReader<RawRecord> reader(Properties consumer, SourceReaderContext context) {
        FutureCompletingBlockingQueue<RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>>> queue =
                new FutureCompletingBlockingQueue<>();
        KafkaSourceReaderMetrics metrics = new KafkaSourceReaderMetrics(context.metricGroup());
        Configuration settings = new Configuration();
        consumer.stringPropertyNames()
                .forEach(name -> settings.setString(name, consumer.getProperty(name)));
        return new KafkaSourceReader<>(
                queue,
                new KafkaSourceFetcherManager(
                        queue,
                        () -> new PausableSplitReader(consumer, context, metrics),
                        finished -> {}),
                new KafkaRecordEmitter<>(new RawRecordSchema()),
                settings,
                context,
                metrics);
    }

    @Override
    public void pauseOrResumeSplits(
            Collection<KafkaPartitionSplit> paused, Collection<KafkaPartitionSplit> resumed) {
        for (KafkaPartitionSplit split : resumed) {
            change(List.of(), List.of(split));
        }
        for (KafkaPartitionSplit split : paused) {
            change(List.of(split), List.of());
        }
    }

    private void change(List<KafkaPartitionSplit> paused, List<KafkaPartitionSplit> resumed) {
        try {
            super.pauseOrResumeSplits(paused, resumed);
        } catch (IllegalStateException notAssigned) {
            // It has been read to its end: nothing of it is left to pause.
        }
    }
}
