package io.ratchet.job.decode;

import io.ratchet.operator.RunEnds;
import io.ratchet.operator.serializer.CheckedSerializer;
import java.io.IOException;
import java.util.Properties;
import java.util.function.BooleanSupplier;
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
import org.jspecify.annotations.Nullable;

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

    private final KafkaSource<RawRecord> kafka;
    private final Properties consumer;
    private final @Nullable Pacing pacing;
    private final ReadTopic topic;
    private final String start;

    private EndingSource(
            KafkaSource<RawRecord> kafka,
            Properties consumer,
            @Nullable Pacing pacing,
            ReadTopic topic,
            String start) {
        this.kafka = kafka;
        this.consumer = consumer;
        this.pacing = pacing;
        this.topic = topic;
        this.start = start;
    }

    /**
     * A source that reads as fast as it can.
     *
     * @param kafka the source, of a fixed set of partitions
     * @param topic the topic
     * @param start tells the start of the job that it belongs to apart from all others
     */
    public static EndingSource unpaced(
            KafkaSource<RawRecord> kafka, ReadTopic topic, String start) {
        return new EndingSource(kafka, new Properties(), null, topic, start);
    }

    /**
     * A source that reads its partitions no further ahead than TRAIN gives credit for.
     *
     * @param kafka the source, of a fixed set of partitions
     * @param consumer all properties of its consumers
     * @param pacing for which run, and how far
     * @param topic the topic
     * @param start tells the start of the job that it belongs to apart from all others
     */
    public static EndingSource paced(
            KafkaSource<RawRecord> kafka,
            Properties consumer,
            Pacing pacing,
            ReadTopic topic,
            String start) {
        return new EndingSource(kafka, consumer, pacing, topic, start);
    }

    @Override
    public Boundedness getBoundedness() {
        return kafka.getBoundedness();
    }

    @Override
    public SourceReader<RawRecord, KafkaPartitionSplit> createReader(SourceReaderContext context)
            throws Exception {
        SourceReader<RawRecord, KafkaPartitionSplit> reader =
                pacing == null
                        ? kafka.createReader(context)
                        : new PacedReader(
                                PausableSplitReader.reader(consumer, context),
                                pacing.readAhead(),
                                context::sendSourceEventToCoordinator);
        reader = new MarkingReader(reader);
        return isBounded() ? reader : new EndlessReader(reader);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> flink) {
        TellingContext context = new TellingContext(flink, start);
        return ending(kafka.createEnumerator(context), context, false);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> flink, KafkaSourceEnumState state)
            throws IOException {
        TellingContext context = new TellingContext(flink, start);
        return ending(
                kafka.restoreEnumerator(context, state),
                context,
                isBounded() && state.initialDiscoveryFinished());
    }

    /**
     * One that ends with the runs, at once, or when the connector's own does, which has found all
     * partitions then; and that gives credit where the source is paced.
     */
    private SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> ending(
            SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator,
            TellingContext context,
            boolean atOnce) {
        BooleanSupplier withRuns = isBounded() ? () -> false : () -> RunEnds.haveAllCome(start);
        EndingEnumerator ending =
                new EndingEnumerator(
                        enumerator,
                        context,
                        () -> atOnce || withRuns.getAsBoolean(),
                        new InputWatch(topic));
        return pacing == null
                ? ending
                : new PacingEnumerator(ending, context, pacing, start, withRuns);
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
