package io.ratchet.job.decode;

import io.ratchet.operator.RunEnds;
import io.ratchet.operator.serializer.CheckedSerializer;
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
 * A Kafka source that comes to its end.
 *
 * <p>A bounded one also does after it was restored. The connector (5.0.0) tells its readers that no
 * more partitions will come only when it has found new ones. After a restore it finds none, so that
 * a bounded source would wait for ever behind its last record. Here every reader of a restored
 * bounded source is told when it registers: the partitions are fixed, and all are in the restored
 * state.
 *
 * <p>One of topics that go on ends as soon as every run of the job has come to its end in TRAIN's
 * state. Which records it has read by then does not matter: none of them is trained any more.
 */
public final class EndingSource
        implements Source<RawRecord, KafkaPartitionSplit, KafkaSourceEnumState> {
    private static final long serialVersionUID = 1L;

    /** Partitions do not wait for each other. */
    public static final int UNPACED = Integer.MAX_VALUE;

    private final KafkaSource<RawRecord> kafka;
    private final HashMap<Integer, Long> begins;
    private final int readAhead;
    private final String start;

    /**
     * @param kafka the source, of a fixed set of partitions
     * @param begins where each partition was begun
     * @param readAhead records that one partition may be ahead of another, about, where the source
     *     has one reader; or {@link #UNPACED}
     * @param start tells the start of the job that it belongs to apart from all others
     */
    public EndingSource(
            KafkaSource<RawRecord> kafka, Map<Integer, Long> begins, int readAhead, String start) {
        this.kafka = kafka;
        this.begins = new HashMap<>(begins);
        this.readAhead = readAhead;
        this.start = start;
    }

    @Override
    public Boundedness getBoundedness() {
        return kafka.getBoundedness();
    }

    @Override
    public SourceReader<RawRecord, KafkaPartitionSplit> createReader(SourceReaderContext context)
            throws Exception {
        SourceReader<RawRecord, KafkaPartitionSplit> reader = kafka.createReader(context);
        if (readAhead != UNPACED) {
            reader = new PacedReader(reader, begins, readAhead);
        }
        reader = new MarkingReader(reader);
        return isBounded() ? reader : new EndlessReader(reader);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator =
                kafka.createEnumerator(context);
        return isBounded() ? enumerator : endingWithRuns(enumerator, context);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
            throws IOException {
        SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restored =
                kafka.restoreEnumerator(context, state);
        if (!isBounded()) {
            return endingWithRuns(restored, context);
        }
        return state.initialDiscoveryFinished()
                ? new EndingEnumerator(restored, context, () -> true)
                : restored;
    }

    private EndingEnumerator endingWithRuns(
            SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator,
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return new EndingEnumerator(enumerator, context, () -> RunEnds.haveAllCome(start));
    }

    private boolean isBounded() {
        return getBoundedness() == Boundedness.BOUNDED;
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return new CheckedSerializer<>(
                "partition's position in the source", kafka.getSplitSerializer());
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return new CheckedSerializer<>(
                "list of the source's partitions", kafka.getEnumeratorCheckpointSerializer());
    }
}
