package io.ratchet.job.decode;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A Kafka source that also ends after it was restored.
 *
 * <p>The connector (5.0.0) tells its readers that no more partitions will come only when it has
 * found new ones. After a restore it finds none, so that a bounded source would wait for ever
 * behind its last record. Here every reader of a restored bounded source is told when it registers:
 * the partitions are fixed, and all are in the restored state.
 */
public final class EndingSource
        implements Source<RawRecord, KafkaPartitionSplit, KafkaSourceEnumState> {
    private static final long serialVersionUID = 1L;

    /** Partitions do not wait for each other. */
    public static final int UNPACED = Integer.MAX_VALUE;

    private final KafkaSource<RawRecord> kafka;
    private final HashMap<Integer, Long> begins;
    private final int readAhead;

    /**
     * @param kafka the source, of a fixed set of partitions
     * @param begins where each partition was begun
     * @param readAhead records that one partition may be ahead of another, about, where the source
     *     has one reader; or {@link #UNPACED}
     */
    public EndingSource(KafkaSource<RawRecord> kafka, Map<Integer, Long> begins, int readAhead) {
        this.kafka = kafka;
        this.begins = new HashMap<>(begins);
        this.readAhead = readAhead;
    }

    @Override
    public Boundedness getBoundedness() {
        return kafka.getBoundedness();
    }

    @Override
    public SourceReader<RawRecord, KafkaPartitionSplit> createReader(SourceReaderContext context)
            throws Exception {
        SourceReader<RawRecord, KafkaPartitionSplit> reader = kafka.createReader(context);
        return readAhead == UNPACED ? reader : new PacedReader(reader, begins, readAhead);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return kafka.createEnumerator(context);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
            throws IOException {
        SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restored =
                kafka.restoreEnumerator(context, state);
        return getBoundedness() == Boundedness.BOUNDED && state.initialDiscoveryFinished()
                ? new EndingEnumerator(restored, context)
                : restored;
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return kafka.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return kafka.getEnumeratorCheckpointSerializer();
    }
}
