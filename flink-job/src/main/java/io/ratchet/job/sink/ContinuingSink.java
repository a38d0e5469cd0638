package io.ratchet.job.sink;

import io.ratchet.operator.RestorePoint;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Kafka's exactly-once sink, which goes on where its topic stands and not where the checkpoint
 * does.
 *
 * <p>Invariant: of the values that come to it, in every life of the job, each is committed to the
 * topic once. When a writer starts, it waits until every transaction on the topic is decided, and
 * reads how far the committed records have come. Three cases follow:
 *
 * <ul>
 *   <li>As far as the restored checkpoint's own transactions: the usual one.
 *   <li>Farther, because a newer checkpoint was passed over: what is computed again is dropped
 *       until the topic is reached.
 *   <li>Not as far, because a transaction was prepared and never committed: the checkpoint cannot
 *       be gone on from. It is marked, and the job ends for good; the next start takes an older
 *       one.
 * </ul>
 *
 * <p>A commit that fails while the job runs, which the connector only logs, fails the job here, so
 * that the restore finds which of these cases it is. And nothing is committed once a newer start
 * owns the job: its claim is looked for before each commit, and at a checkpoint that has nothing to
 * commit. Together with what the newer start aborts when its own writers begin, nothing of the
 * older start can be committed after they have read the topic.
 *
 * @param <T> the type of the values
 */
public final class ContinuingSink<T>
        implements Sink<T>,
                SupportsWriterState<T, WriterMemory>,
                SupportsCommitter<KafkaCommittable>,
                SupportsPostCommitTopology<KafkaCommittable> {
    private static final long serialVersionUID = 1L;

    private final KafkaSink<ProducerRecord<byte[], byte[]>> kafka;
    private final TopicTask<T> task;

    /**
     * @param kafka writes one topic in transactions, from one task
     * @param task what is written, and by which start
     */
    public ContinuingSink(KafkaSink<ProducerRecord<byte[], byte[]>> kafka, TopicTask<T> task) {
        this.kafka = kafka;
        this.task = task;
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
        return restoreWriter(context, List.of());
    }

    @Override
    public StatefulSinkWriter<T, WriterMemory> restoreWriter(
            WriterInitContext context, Collection<WriterMemory> recovered) throws IOException {
        WriterStart start = WriterStart.of(recovered);
        return ContinuingWriter.open(
                task, context, start, () -> kafka.restoreWriter(context, start.kafka()));
    }

    @Override
    public SimpleVersionedSerializer<WriterMemory> getWriterStateSerializer() {
        return new WriterMemorySerializer(kafka.getWriterStateSerializer());
    }

    @Override
    public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) {
        return new OwnedCommitter(
                task,
                kafka.createCommitter(context),
                context.getRestoredCheckpointId().orElse(RestorePoint.NONE));
    }

    @Override
    public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
        return kafka.getCommittableSerializer();
    }

    @Override
    public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committer) {
        kafka.addPostCommitTopology(committer);
    }
}
