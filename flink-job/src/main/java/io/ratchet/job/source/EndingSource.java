package io.ratchet.job.source;

import io.ratchet.job.decode.RawRecord;
import io.ratchet.operator.end.RunEnds;
import io.ratchet.operator.serializer.CheckedSerializer;
import java.util.Properties;
import java.util.Set;
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
 * <p>It does as soon as every run of the job has come to its end in TRAIN's state and that is kept,
 * also where its partitions have an end and it is there: it waits behind them, so that it lives
 * when the job's last state is taken. Which records it has read by then does not matter: none of
 * them is trained any more.
 */
public final class EndingSource implements Source<RawRecord, KafkaPartitionSplit, PartitionList> {
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
        return new VouchedReader(new EndlessReader(new MarkingReader(reader)));
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, PartitionList> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> flink) {
        KafkaSourceEnumState nothing = new KafkaSourceEnumState(Set.of(), false);
        return restoreEnumerator(flink, () -> nothing);
    }

    /** All that may fail is put off, and told: see {@link LateEnumerator}. */
    @Override
    public SplitEnumerator<KafkaPartitionSplit, PartitionList> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> flink, PartitionList list) {
        TellingContext context = new TellingContext(flink, start);
        BooleanSupplier withRuns = () -> RunEnds.haveAllCome(start);
        SplitEnumerator<KafkaPartitionSplit, PartitionList> late =
                new LateEnumerator(
                        context,
                        new InputWatch(topic),
                        list,
                        state ->
                                new EndingEnumerator(
                                        kafka.restoreEnumerator(context, state),
                                        context,
                                        withRuns));
        return new TellingEnumerator(
                pacing == null
                        ? late
                        : new PacingEnumerator(late, context, pacing, start, withRuns),
                context);
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return new CheckedSerializer<>(
                "partition's position in the source", kafka.getSplitSerializer());
    }

    @Override
    public SimpleVersionedSerializer<PartitionList> getEnumeratorCheckpointSerializer() {
        return new PartitionList.Serializer(
                new CheckedSerializer<>(
                        "list of the source's partitions",
                        kafka.getEnumeratorCheckpointSerializer()));
    }
}
